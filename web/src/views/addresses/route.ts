/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const addresses = { page: 'addresses', parts: ['money'], load: () => import('./View.svelte') } as const
