/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const desk = {
  page: 'desk',
  parts: ['shared', 'voting', 'acts', 'money'],
  load: () => import('./View.svelte'),
} as const
