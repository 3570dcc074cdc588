import type { Address } from 'viem'
import type { DecodedLog } from './decodedLog'
import type { Timepoint } from './timepoint'

/** To whom an account gave its vote, and when; the oldest first. */
export type DelegateHistory = readonly { readonly at: Timepoint; readonly delegate: Address | null }[]

const zero = '0x0000000000000000000000000000000000000000'

/** What `DelegateChanged` events of one delegator tell. */
export function foldDelegateHistory(logs: readonly DecodedLog[]): DelegateHistory {
  return logs.map(({ at, args }) => {
    const to = args['toDelegate'] as Address
    return { at, delegate: to === zero ? null : to }
  })
}

/** Who voted for the account at a time: a change counts from its own second on. */
export function findDelegateAt(history: DelegateHistory, at: Timepoint): Address | null {
  return history.findLast((change) => change.at <= at)?.delegate ?? null
}
