import { untrack } from 'svelte'
import type { Head } from './head.svelte'
import type { Resource } from './resource.svelte'

/** Loads a resource now and with every new block, for as long as the component is there. */
export function refreshing<Value>(
  site: { readonly head: Head },
  get: () => Resource<Value> | null,
): { readonly current: Resource<Value> | null } {
  const resource = $derived(get())
  $effect(() => {
    void site.head.block
    void site.head.error
    const loaded = resource
    untrack(() => void loaded?.refresh())
  })
  return {
    get current() {
      return resource
    },
  }
}
