/** Where the page is found, and how it is loaded. */
export const propose = { page: 'propose', load: () => import('./View.svelte') } as const
