/** Where the page is found, and how it is loaded. */
export const proposals = { page: 'proposals', load: () => import('./View.svelte') } as const
