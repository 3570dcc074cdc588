import type { Address, Hex } from 'viem'
import type { Ability, Presence } from './code'
import type { Clock } from './clock'
import type { Counting } from './counting'

/** What gives votes: a token with OpenZeppelin's `IVotes`, as far as it answers. Name and symbol are a stranger's texts. */
export type ForeignToken = {
  readonly address: Address
  readonly kind: 'erc20' | 'erc721' | 'unknown'
  readonly name: string | null
  readonly symbol: string | null
  /** 0 for pieces, and where what it says cannot be. */
  readonly decimals: number
  readonly clock: Clock
  readonly delegate: Presence
}

/** What carries out what was decided. `delay`: seconds that it waits; null where it does not say. */
export type ForeignTimelock =
  | { readonly kind: 'none' }
  | {
      /** OpenZeppelin's TimelockController, Compound's, or some other contract. */
      readonly kind: 'controller' | 'compound' | 'unknown'
      readonly address: Address
      readonly delay: bigint | null
    }

/** What is signed for a governor (EIP-712), by its own `eip712Domain` (ERC-5267). */
export type ForeignDomain = {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: Address
}

/**
 * In which form a governor takes a signed ballot. `numbered`: with the voter and a number that counts the voter's
 * signatures, by a key or by a contract (OpenZeppelin's fifth version). `plain`: neither; by a key, which is how the
 * governor finds the voter (its fourth).
 */
export type VoteForm = 'numbered' | 'plain'

/** Somebody else's governor, as it answered; everything in it is its own word. */
export type ForeignGovernor = {
  readonly chainId: number
  readonly address: Address
  /** The contract whose code runs there, where it is a proxy that could be looked through. */
  readonly implementation: Address | null
  readonly name: string | null
  readonly version: string | null
  readonly counting: Counting
  readonly clock: Clock
  readonly token: ForeignToken | null
  readonly timelock: ForeignTimelock
  readonly abilities: Readonly<Record<Ability, Presence>>
  /** In units of its clock; null where it does not answer. */
  readonly votingDelay: bigint | null
  readonly votingPeriod: bigint | null
  readonly proposalThreshold: bigint | null
  /** Why nobody can sign a ballot here, or what would be signed. */
  readonly signing:
    | { readonly kind: 'domain'; readonly form: VoteForm; readonly domain: ForeignDomain }
    /**
     * `absent`: no function takes signatures; `undescribed`: it does not say what is signed (ERC-5267), as before
     * OpenZeppelin 4.9; `other`: it says something else.
     */
    | { readonly kind: 'absent' | 'undescribed' | 'other' }
}

/** What stands at an address that somebody calls a governor. */
export type Inspection =
  | { readonly kind: 'governor'; readonly governor: ForeignGovernor }
  | { readonly kind: 'noCode' }
  /** `missing`: what a governor has and this does not answer. */
  | { readonly kind: 'notGovernor'; readonly missing: readonly string[] }

/** What the reader may be able to do there. */
export type Act = 'vote' | 'reason' | 'split' | 'sign' | 'delegate' | 'queue' | 'execute' | 'cancel'

/** Why something cannot be done, whoever wants to. */
export type Obstacle = 'counting' | 'absent' | 'undescribed' | 'other' | 'noToken' | 'noTimelock'

/** The acts in the order in which they are told. */
export const acts = ['vote', 'reason', 'split', 'sign', 'delegate', 'queue', 'execute', 'cancel'] as const

/**
 * Whether an act is offered at all; null where it may be, if trying it out succeeds. Nobody votes where the counting is
 * not known, and nothing is sent to a function that is not in the code.
 */
export function findObstacle(governor: ForeignGovernor, act: Act): Obstacle | null {
  const { abilities, counting, signing, token, timelock } = governor
  const isAbsent = (...names: Ability[]) => names.every((name) => abilities[name] === 'absent')
  switch (act) {
    case 'vote':
      if (counting.kind === 'unknown') return 'counting'
      return isAbsent('castVote') ? 'absent' : null
    case 'reason':
      if (counting.kind === 'unknown') return 'counting'
      return isAbsent('castVoteWithReason') ? 'absent' : null
    case 'split':
      if (counting.kind === 'unknown') return 'counting'
      return counting.kind !== 'fractional' || isAbsent('castVoteWithReasonAndParams') ? 'absent' : null
    case 'sign':
      if (counting.kind === 'unknown') return 'counting'
      return signing.kind === 'domain' ? null : signing.kind
    case 'delegate':
      if (token === null) return 'noToken'
      return token.delegate === 'absent' ? 'absent' : null
    case 'queue':
      if (timelock.kind === 'none') return 'noTimelock'
      return isAbsent('queue', 'queueById') ? 'absent' : null
    case 'execute':
      return isAbsent('execute', 'executeById') ? 'absent' : null
    case 'cancel':
      return isAbsent('cancel', 'cancelById') ? 'absent' : null
  }
}

/** The zero address or none at all. */
export function isNobody(address: string | null): boolean {
  return address === null || /^0x0{40}$/.test(address)
}

/** The bytes in which a split vote says how: against, for, abstain, each in 16 bytes (`GovernorCountingFractional`). */
export function encodeSplit(split: { readonly against: bigint; readonly for: bigint; readonly abstain: bigint }): Hex {
  const part = (votes: bigint) => votes.toString(16).padStart(32, '0')
  return `0x${part(split.against)}${part(split.for)}${part(split.abstain)}`
}

/** The inverse of {@link encodeSplit}; null for other bytes. */
export function decodeSplit(params: Hex): { against: bigint; for: bigint; abstain: bigint } | null {
  if (params.length !== 98) return null
  const part = (place: number) => BigInt(`0x${params.slice(2 + place * 32, 34 + place * 32)}`)
  return { against: part(0), for: part(1), abstain: part(2) }
}
