/** Where the page is found, and how it is loaded. */
export const ballot = { page: 'ballot', load: () => import('./View.svelte') } as const
