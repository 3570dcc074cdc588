/** The block from which a governor's events are read, with the first block of the chain that it was found on. */
export type StartBlock = { readonly genesis: string; readonly block: bigint }

/** As text, and back; null where it is none, or of another chain. */
export const formatStartBlock = ({ genesis, block }: StartBlock): string => `${genesis}:${block}`

/** @see formatStartBlock */
export function parseStartBlock(text: string | null, genesis: string): bigint | null {
  const found = /^(0x[0-9a-f]{64}|pruned):(\d{1,18})$/.exec(text ?? '')
  return found && found[1] === genesis ? BigInt(found[2]!) : null
}
