/** Where the page is found, and how it is loaded. */
export const desk = { page: 'desk', load: () => import('./View.svelte') } as const
