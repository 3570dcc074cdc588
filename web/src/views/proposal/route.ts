/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const proposal = {
  page: 'proposal',
  parts: ['shared', 'voting', 'acts'],
  load: () => import('./View.svelte'),
} as const
