/** Where the page is found, and how it is loaded. */
export const rules = { page: 'rules', load: () => import('./View.svelte') } as const
