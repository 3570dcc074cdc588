/** The beginning of a list that may be longer, in its own order. */
export type Page<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean }

/** At most `count` items of a list. */
export function cutPage<Item>(items: readonly Item[], count: number): Page<Item> {
  return { items: items.slice(0, count), hasMore: items.length > count }
}
