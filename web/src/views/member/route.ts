/** Where the page is found, and how it is loaded. */
export const member = { page: 'member', load: () => import('./View.svelte') } as const
