/** A block as the index or the chain names it. */
export type BlockName = { readonly number: bigint; readonly hash: string }

/** How far the index can be believed. Only `ok` is used for what a page shows; the rest make it read from the chain. */
export type IndexHealth =
  | { readonly status: 'unknown' }
  | { readonly status: 'absent' }
  | { readonly status: 'ok'; readonly block: bigint }
  | { readonly status: 'behind'; readonly block: bigint; readonly head: bigint }
  | { readonly status: 'orphaned'; readonly block: bigint }
  | { readonly status: 'halted'; readonly block: bigint }
  | { readonly status: 'unreachable' }

/**
 * Judges the block that the index stands at by the chain's own blocks.
 *
 * @param indexed the index's block, and whether it stopped on an error
 * @param head the chain's newest block
 * @param sameNumber the chain's block of the index's number; null where it has none
 * @param due the block that the index must have reached by now
 */
export function judgeIndex(
  indexed: BlockName & { readonly hasErrors: boolean },
  head: bigint,
  sameNumber: BlockName | null,
  due: bigint,
): IndexHealth {
  const block = indexed.number
  if (indexed.hasErrors) return { status: 'halted', block }
  if (sameNumber !== null && sameNumber.hash.toLowerCase() !== indexed.hash.toLowerCase()) {
    return { status: 'orphaned', block }
  }
  if (sameNumber === null && block > head) return { status: 'orphaned', block }
  return block < due ? { status: 'behind', block, head } : { status: 'ok', block }
}
