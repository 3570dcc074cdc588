/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const right = { page: 'right', parts: ['shared', 'money'], load: () => import('./View.svelte') } as const
