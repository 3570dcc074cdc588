import type { Address } from 'viem'
import type { Member } from './member'
import type { Votes } from './proposal'

/** An account that casts votes. */
export type Delegate = {
  readonly account: Address
  readonly votes: Votes
  /** How many of them are of its own seats. */
  readonly own: number
}

/** Who casts votes, the strongest first. */
export function listDelegates(members: readonly Member[]): Delegate[] {
  return members
    .filter(({ votes }) => votes > 0n)
    .map(({ account, votes, seats, delegate }) => ({
      account,
      votes,
      own: delegate?.toLowerCase() === account.toLowerCase() ? seats.length : 0,
    }))
    .sort((a, b) => (a.votes > b.votes ? -1 : a.votes < b.votes ? 1 : 0))
}
