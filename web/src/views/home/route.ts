import View from './View.svelte'

/** Where the page is found. It is what most visitors see first, so it is not a request of its own. */
export const home = { page: 'home', parts: [], load: async () => ({ default: View }) } as const
