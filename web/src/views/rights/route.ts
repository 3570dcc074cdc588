/** Where the page is found, and how it is loaded. */
export const rights = { page: 'rights', load: () => import('./View.svelte') } as const
