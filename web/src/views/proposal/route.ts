/** Where the page is found, and how it is loaded. */
export const proposal = { page: 'proposal', load: () => import('./View.svelte') } as const
