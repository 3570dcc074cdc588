/** Where the page is found, and how it is loaded. */
export const books = { page: 'books', load: () => import('./View.svelte') } as const
