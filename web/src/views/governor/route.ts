/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const governor = {
  page: 'governor',
  parts: ['shared', 'governor'],
  load: () => import('./View.svelte'),
} as const
