/** How unevenly votes lie. */
export type Concentration = {
  readonly total: bigint
  /** Votes of the account with most of them. */
  readonly most: bigint
  /** The fewest accounts that together have more than half of all votes; null where those that are known do not. */
  readonly majority: number | null
  /** The fewest accounts that together make a quorum; null where all of them do not. */
  readonly quorum: number | null
}

/**
 * How concentrated votes are: what the strongest account has, and how few accounts decide.
 *
 * @param votes of the strongest accounts at least
 * @param total of all votes
 * @example computeConcentration([5n, 3n, 1n, 1n], 10n, 4n) // { total: 10n, most: 5n, majority: 2, quorum: 1 }
 */
export function computeConcentration(votes: readonly bigint[], total: bigint, quorum: bigint): Concentration {
  const sorted = votes.filter((count) => count > 0n).sort((a, b) => (a > b ? -1 : a < b ? 1 : 0))
  const countUntil = (isEnough: (sum: bigint) => boolean): number | null => {
    let sum = 0n
    const index = sorted.findIndex((count) => isEnough((sum += count)))
    return index === -1 ? null : index + 1
  }
  return {
    total,
    most: sorted[0] ?? 0n,
    majority: countUntil((sum) => sum * 2n > total),
    quorum: countUntil((sum) => sum >= quorum),
  }
}
