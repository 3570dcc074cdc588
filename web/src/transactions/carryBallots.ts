import type { DaoContracts } from '../domain/dao'
import { countGood, type JudgedBallot } from '../domain/judgeSignedBallot'
import { type SignedBallot, toSupport } from '../domain/signedBallot'
import { governorAbi } from '../generated/abi/governor'
import type { Transaction } from './transaction'

/** Gas for a voter that is a contract to judge its signature; the governor allows at most 1,000,000. */
const gasLimit = 200_000n
/** The most ballots in one transaction: with a reason each, about a fifth of what a block holds. */
export const mostCarried = 150

/**
 * Carries signed ballots of any voters to the governor. Those that would be skipped stay behind; a list is carried where
 * one of its choices counts.
 *
 * @param kind single ballots and lists go to different functions
 * @returns null where none would be counted
 * @example carryBallots(dao, judged, 'ballot')
 */
export function carryBallots(
  dao: DaoContracts,
  judged: readonly JudgedBallot[],
  kind: SignedBallot['kind'],
): Transaction | null {
  const good = judged
    .filter(({ ballot, choices }) => ballot.kind === kind && choices.some(({ refusal }) => refusal === 'none'))
    .slice(0, mostCarried)
  if (good.length === 0) return null
  const ballots = good.map(({ ballot }) => ballot)
  const call =
    kind === 'list'
      ? ({ functionName: 'castSignedLists', args: [ballots.map(toList)] } as const)
      : ({ functionName: 'castSignedBallots', args: [toBoxes(ballots)] } as const)
  const count = countGood(good)
  return {
    kind: 'carry',
    subject: String(count),
    part: 'governor',
    sentence: (t, format) => t.transaction.carry(format.ballots(count)),
    call: { address: dao.governor, abi: governorAbi, ...call },
  }
}

function toList({ voter, signedAt, expiry, choices, signature }: SignedBallot) {
  return {
    voter,
    signedAt,
    expiry,
    gasLimit,
    choices: choices.map(({ proposalId, choice, reason }) => ({ proposalId, support: toSupport(choice), reason })),
    signature,
  }
}

/** Ballots by their proposal, in the order of the first of each. */
function toBoxes(ballots: readonly SignedBallot[]) {
  const boxes = new Map<bigint, ReturnType<typeof toBallot>[]>()
  for (const ballot of ballots) {
    const id = ballot.choices[0]!.proposalId
    boxes.set(id, [...(boxes.get(id) ?? []), toBallot(ballot)])
  }
  return [...boxes].map(([proposalId, box]) => ({ proposalId, ballots: box }))
}

function toBallot({ voter, signedAt, expiry, choices, signature }: SignedBallot) {
  const { choice, reason } = choices[0]!
  return { voter, signedAt, expiry, support: toSupport(choice), gasLimit, reason, signature }
}
