/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const propose = { page: 'propose', parts: ['shared', 'acts'], load: () => import('./View.svelte') } as const
