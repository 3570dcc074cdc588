/** Where the page is found, and how it is loaded. */
export const officer = { page: 'officer', load: () => import('./View.svelte') } as const
