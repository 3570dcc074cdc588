/** Where the page is found, and how it is loaded. */
export const home = { page: 'home', load: () => import('./View.svelte') } as const
