/** Where the page is found, and how it is loaded. */
export const carry = { page: 'carry', load: () => import('./View.svelte') } as const
