/** Where the page is found, and how it is loaded. */
export const donations = { page: 'donations', load: () => import('./View.svelte') } as const
