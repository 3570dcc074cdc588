/** Where the page is found, and how it is loaded. */
export const members = { page: 'members', load: () => import('./View.svelte') } as const
