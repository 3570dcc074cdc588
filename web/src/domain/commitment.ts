import { type Address, type Hex, zeroAddress } from 'viem'
import { decodeFunctionData, toFunctionSelector } from 'viem/utils'
import { distributionsAbi } from '../generated/abi/distributions'
import { erc20Abi } from '../generated/abi/tokens'
import { treasuryAbi } from '../generated/abi/treasury'
import type { Envelope, Obligations, PendingOperation } from './envelope'
import type { Action } from './proposal'
import { rightKinds } from './route'
import type { Timepoint } from './timepoint'
import { type Balance, isMoney } from './treasury'

/** What may still be paid from an envelope at a time: nothing where it was revoked or has ended. */
export function leftOf(envelope: Envelope, now: Timepoint): bigint {
  if (envelope.revokedAt !== null || envelope.end < now || envelope.payable < envelope.drawn) return 0n
  return envelope.payable - envelope.drawn
}

const setEnvelopeSelector = toFunctionSelector('setEnvelope(address,address,uint208,uint208,uint48,uint48)')
const standingItem = distributionsAbi.find((item) => item.type === 'function' && item.name === 'openStanding')!
const standingSelector = toFunctionSelector(standingItem)

/**
 * What an operation takes from the treasury when it is executed: payments, approvals, and the totals of envelopes that it
 * sets. The total of a standing distribution is a ceiling, and what it shares is income to come: nothing is taken for it.
 */
export function listTaken(
  calls: readonly Action[],
  treasury: Address,
): { readonly token: Address | null; readonly amount: bigint }[] {
  return calls.flatMap(({ target, value, calldata }, index) => {
    const isTreasury = target.toLowerCase() === treasury.toLowerCase()
    const coin = value > 0n && !isTreasury ? [{ token: null, amount: value }] : []
    if (isTreasury) {
      if (!calldata.startsWith(setEnvelopeSelector)) return coin
      if (calls[index + 1]?.calldata.startsWith(standingSelector)) return coin
      const found = decode(treasuryAbi, calldata)
      if (found?.functionName !== 'setEnvelope') return coin
      const [, asset, total] = found.args
      return [...coin, { token: asset === zeroAddress ? null : asset, amount: total }]
    }
    const found = decode(erc20Abi, calldata)
    if (found?.functionName !== 'transfer' && found?.functionName !== 'approve') return coin
    return [...coin, { token: target, amount: found.args[1] }]
  })
}

function decode<const Abi extends typeof treasuryAbi | typeof erc20Abi>(abi: Abi, data: Hex) {
  try {
    return decodeFunctionData({ abi, data })
  } catch {
    return null // Bytes of some other function: they take nothing that is known here.
  }
}

export const commitmentKinds = ['queued', ...rightKinds, 'other'] as const
export type CommitmentKind = (typeof commitmentKinds)[number]

/** One thing that an amount is bound by. */
export type CommitmentItem = { readonly amount: bigint } & (
  | { readonly kind: 'queued'; readonly operation: PendingOperation }
  | { readonly kind: Exclude<CommitmentKind, 'queued'>; readonly envelope: Envelope }
)

/** What of an asset is held, bound, and neither; `free` is negative where more is bound than held. */
export type Commitment = {
  readonly balance: Balance
  readonly parts: readonly { readonly kind: CommitmentKind; readonly amount: bigint }[]
  readonly items: readonly CommitmentItem[]
  readonly committed: bigint
  readonly free: bigint
}

/** What is bound of each balance at a time, the largest first within a kind. Pieces (ERC-721, ERC-1155) are left out. */
export function computeCommitments(
  { envelopes, operations }: Obligations,
  balances: readonly Balance[],
  treasury: Address,
  now: Timepoint,
): Commitment[] {
  const isSame = (a: Address | null, b: Address | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()
  return balances
    .filter(({ asset }) => isMoney(asset))
    .map((balance) => {
      const { token } = balance.asset
      const queued = operations
        .filter(({ expiresAt }) => expiresAt >= now)
        .map((operation): CommitmentItem => {
          const taken = listTaken(operation.calls, treasury).filter((one) => isSame(one.token, token))
          return { kind: 'queued', operation, amount: taken.reduce((sum, { amount }) => sum + amount, 0n) }
        })
      const rights = envelopes
        .filter((envelope) => isSame(envelope.token, token))
        .map((envelope): CommitmentItem => {
          return { kind: envelope.right?.kind ?? 'other', envelope, amount: leftOf(envelope, now) }
        })
      const items = [...queued, ...rights]
        .filter(({ amount }) => amount > 0n)
        .sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0))
      const sum = (of: readonly CommitmentItem[]) => of.reduce((total, { amount }) => total + amount, 0n)
      const parts = commitmentKinds
        .map((kind) => ({ kind, amount: sum(items.filter((item) => item.kind === kind)) }))
        .filter(({ amount }) => amount > 0n)
      const committed = sum(items)
      return { balance, parts, items, committed, free: balance.amount - committed }
    })
}
