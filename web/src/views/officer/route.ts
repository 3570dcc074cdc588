/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const officer = {
  page: 'officer',
  parts: ['shared', 'acts', 'members'],
  load: () => import('./View.svelte'),
} as const
