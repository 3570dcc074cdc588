/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const member = { page: 'member', parts: ['members'], load: () => import('./View.svelte') } as const
