/** Where the page is found, and how it is loaded. */
export const join = { page: 'join', load: () => import('./View.svelte') } as const
