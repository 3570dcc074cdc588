/** Where the page is found, and how it is loaded. */
export const addresses = { page: 'addresses', load: () => import('./View.svelte') } as const
