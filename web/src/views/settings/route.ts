/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const settings = { page: 'settings', parts: ['shared'], load: () => import('./View.svelte') } as const
