/** Where the page is found, which parts of the catalogue it speaks with, and how it is loaded. */
export const books = { page: 'books', parts: ['shared', 'money'], load: () => import('./View.svelte') } as const
