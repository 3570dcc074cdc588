/** Where the page is found, and how it is loaded. */
export const seat = { page: 'seat', load: () => import('./View.svelte') } as const
