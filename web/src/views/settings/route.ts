/** Where the page is found, and how it is loaded. */
export const settings = { page: 'settings', load: () => import('./View.svelte') } as const
