import type { Address, Hash } from 'viem'
import type { Timepoint } from './timepoint'

/** One event of a contract, decoded, with the time of its block. `args` are by name, as its ABI says. */
export type DecodedLog = {
  readonly address: Address
  readonly eventName: string
  readonly args: Readonly<Record<string, unknown>>
  readonly at: Timepoint
  readonly blockNumber: bigint
  readonly logIndex: number
  readonly transaction: Hash
}

/** Logs in the order of the chain. */
export function sortLogs<Log extends Pick<DecodedLog, 'blockNumber' | 'logIndex'>>(logs: readonly Log[]): Log[] {
  return [...logs].sort((a, b) =>
    a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1,
  )
}
