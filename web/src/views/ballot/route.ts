/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const ballot = { page: 'ballot', parts: ['shared', 'voting'], load: () => import('./View.svelte') } as const
