import type { Address, Hash, Hex } from 'viem'
import { type Action, type Choice, choices, type ProposalId, type Tally, type Votes } from '../proposal'
import { computeProposalId } from '../proposalId'
import { type ProposalState, proposalStates } from '../proposalState'
import { decodeSplit } from './foreignGovernor'
import { cleanText, splitDescription } from './foreignText'

/** One event of a governor, decoded. */
export type ForeignLog = {
  readonly eventName: string
  readonly args: Readonly<Record<string, unknown>>
  readonly blockNumber: bigint
  readonly logIndex: number
  readonly transaction: Hash
}

/** A ballot as the governor's event tells it. */
export type ForeignBallot = {
  readonly voter: Address
  /** null for a number that is none of the three, as for a vote that was split. */
  readonly choice: Choice | null
  /** How a split vote was split. */
  readonly split: Tally | null
  readonly support: number
  readonly weight: Votes
  readonly reason: string
  readonly block: bigint
  readonly logIndex: number
  readonly transaction: Hash
}

/** A proposal as the governor's events tell it; its texts are a stranger's, cleaned. */
export type ForeignProposal = {
  readonly id: ProposalId
  /** Place in the order of proposing, from 1. */
  readonly number: number
  readonly proposer: Address
  readonly title: string | null
  readonly text: string
  /** As it was emitted, for what hashes it. */
  readonly description: string
  /** null where the lists of targets, values and calls are not of one length. */
  readonly actions: readonly Action[] | null
  /** In units of the governor's clock, as it said when it was proposed. */
  readonly snapshot: bigint
  readonly deadline: bigint
  readonly block: bigint
  readonly transaction: Hash
  /** Whether the id is the hash of the actions and the description, as `Governor.hashProposal`. */
  readonly isHashed: boolean
  /** Whether it was announced a second time, as something else. */
  readonly isContradicted: boolean
  readonly ballots: readonly ForeignBallot[]
  readonly queuedIn: Hash | null
  readonly executedIn: Hash | null
  readonly canceledIn: Hash | null
}

/** What a governor's `state` answers: one of OpenZeppelin's eight, or a number that is none. */
export type ForeignState = { readonly kind: ProposalState } | { readonly kind: 'unknown'; readonly number: bigint }

/** The word for what `state` answered. It is never computed here: the governor's own answer is the one that counts. */
export function readForeignState(number: bigint): ForeignState {
  const kind = number < BigInt(proposalStates.length) ? proposalStates[Number(number)] : undefined
  return kind === undefined ? { kind: 'unknown', number } : { kind }
}

type Draft = { -readonly [Key in keyof ForeignProposal]: ForeignProposal[Key] } & { ballots: ForeignBallot[] }

/** The proposals of a governor from its events in the order of the chain; the newest first. */
export function foldForeignProposals(logs: readonly ForeignLog[]): ForeignProposal[] {
  const found = new Map<bigint, Draft>()
  for (const log of logs) {
    const { args, eventName, transaction } = log
    const id = args['proposalId'] as bigint
    const draft = found.get(id)
    if (eventName === 'ProposalCreated') {
      if (draft === undefined) found.set(id, create(log, found.size + 1))
      else draft.isContradicted = true
    } else if (draft !== undefined) {
      switch (eventName) {
        case 'VoteCast':
        case 'VoteCastWithParams':
          draft.ballots.push(readBallot(log))
          break
        case 'ProposalQueued':
          draft.queuedIn = transaction
          break
        case 'ProposalExecuted':
          draft.executedIn = transaction
          break
        case 'ProposalCanceled':
          draft.canceledIn = transaction
          break
      }
    }
  }
  return [...found.values()].map((draft) => ({ ...draft, ballots: [...draft.ballots].reverse() })).reverse()
}

function create({ args, blockNumber, transaction }: ForeignLog, number: number): Draft {
  const description = args['description'] as string
  const targets = args['targets'] as readonly Address[]
  const values = args['values'] as readonly bigint[]
  const calldatas = args['calldatas'] as readonly Hex[]
  const isEven = targets.length === values.length && targets.length === calldatas.length
  const actions = isEven
    ? targets.map((target, place) => ({ target, value: values[place]!, calldata: calldatas[place]! }))
    : null
  const id = args['proposalId'] as ProposalId
  return {
    id,
    number,
    proposer: args['proposer'] as Address,
    ...splitDescription(description),
    description,
    actions,
    snapshot: args['voteStart'] as bigint,
    deadline: args['voteEnd'] as bigint,
    block: blockNumber,
    transaction,
    isHashed: actions !== null && computeProposalId(actions, description) === id,
    isContradicted: false,
    ballots: [],
    queuedIn: null,
    executedIn: null,
    canceledIn: null,
  }
}

function readBallot({ args, blockNumber, logIndex, transaction }: ForeignLog): ForeignBallot {
  const support = Number(args['support'])
  const params = args['params'] as Hex | undefined
  return {
    voter: args['voter'] as Address,
    choice: choices[support] ?? null,
    split: support === 255 && params !== undefined ? (decodeSplit(params) as Tally | null) : null,
    support,
    weight: args['weight'] as Votes,
    reason: cleanText(args['reason'] as string, 2_000),
    block: blockNumber,
    logIndex,
    transaction,
  }
}

/** What a governor says of one proposal now; null for what it does not answer. */
export type ForeignStanding = {
  /** null where it has no such proposal, or does not answer. */
  readonly state: ForeignState | null
  /** null where it tells no numbers, or counts in a way that is not known here. */
  readonly tally: Tally | null
  /** Votes that make a quorum, at the snapshot; null before it, and where it does not say. */
  readonly quorum: bigint | null
  readonly snapshot: bigint | null
  /** After extensions. */
  readonly deadline: bigint | null
  /** Seconds since 1970 at which what was queued can be carried out. */
  readonly eta: bigint | null
  /** Whether it has to be queued before it can be executed; null where the governor does not say. */
  readonly needsQueuing: boolean | null
  /** Whether what was read of it is what the governor would carry out under this id. */
  readonly isBound: boolean
}
