/** Where the page is found, and how it is loaded. */
export const delegation = { page: 'delegation', load: () => import('./View.svelte') } as const
