/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const founding = {
  page: 'new',
  parts: ['shared', 'acts', 'found'],
  load: () => import('./View.svelte'),
} as const
