/** Where the page is found, and how it is loaded. */
export const guide = { page: 'guide', load: () => import('./View.svelte') } as const
