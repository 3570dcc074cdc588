/** Where the page is found, and how it is loaded. */
export const guardian = { page: 'guardian', load: () => import('./View.svelte') } as const
