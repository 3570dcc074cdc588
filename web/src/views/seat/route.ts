/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const seat = { page: 'seat', parts: ['shared', 'members'], load: () => import('./View.svelte') } as const
