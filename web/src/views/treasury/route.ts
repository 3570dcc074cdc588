/** Where the page is found, and how it is loaded. */
export const treasury = { page: 'treasury', load: () => import('./View.svelte') } as const
