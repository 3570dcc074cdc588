/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const join = { page: 'join', parts: ['shared', 'acts', 'members'], load: () => import('./View.svelte') } as const
