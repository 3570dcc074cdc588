/** Where the page is found, and how it is loaded. */
export const right = { page: 'right', load: () => import('./View.svelte') } as const
