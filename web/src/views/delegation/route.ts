/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const delegation = {
  page: 'delegation',
  parts: ['shared', 'members'],
  load: () => import('./View.svelte'),
} as const
