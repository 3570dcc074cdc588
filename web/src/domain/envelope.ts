import { type Address, type Hex, zeroAddress } from 'viem'
import { getAddress, toFunctionSelector } from 'viem/utils'
import type { DaoContracts } from './dao'
import type { DecodedLog } from './decodedLog'
import type { Action } from './proposal'
import type { RightKind } from './route'
import { type Timepoint, toTimepoint } from './timepoint'
import type { Decision, RightName } from './treasury'

/** The right of a contract to draw one asset from the treasury. Amounts in the asset's smallest unit. */
export type Envelope = {
  readonly number: bigint
  readonly module: Address
  /** null for the coin. */
  readonly token: Address | null
  readonly total: bigint
  readonly cap: bigint
  /** Seconds that the cap holds for. */
  readonly period: bigint
  /** Last second at which it is drawn on. */
  readonly end: Timepoint
  readonly drawn: bigint
  /** The most that is ever paid from it, as things stand: less than `total` where a vote took something back. */
  readonly payable: bigint
  readonly setAt: Timepoint
  readonly revokedAt: Timepoint | null
  readonly right: RightName | null
  readonly purpose: string | null
  readonly category: string | null
  readonly proposal: Decision | null
}

/** What was decided and waits in the timelock. */
export type PendingOperation = {
  readonly id: Hex
  readonly readyAt: Timepoint
  /** Last second at which it can be executed. */
  readonly expiresAt: Timepoint
  readonly calls: readonly Action[]
  readonly proposal: Decision | null
}

/** All that the treasury is bound to by decisions. */
export type Obligations = {
  readonly envelopes: readonly Envelope[]
  readonly operations: readonly PendingOperation[]
  /** Tokens that decisions named: assets of envelopes, and what executed calls moved. Checksummed, in their order. */
  readonly tokens: readonly Address[]
}

/** The contracts whose events say what an envelope is. */
export type Modules = Pick<DaoContracts, 'treasury' | 'budgets' | 'grants' | 'payouts' | 'distributions'>

/** What an event says of an envelope: which right it is, and what for. */
export type ToldRight = { envelope: bigint; right: RightName; purpose: string; category: string }

/** What a granting or changing event tells; null for any other event, or another contract's. */
export function readRight({ address, eventName, args }: DecodedLog, dao: Modules): ToldRight | null {
  const isOf = (module: Address | null) => module?.toLowerCase() === address.toLowerCase()
  const number = (name: string) => args[name] as bigint
  const terms = (args['terms'] ?? args) as { purpose: string; category: string }
  const tell = (kind: RightKind, envelope: bigint, id: bigint): ToldRight => ({
    envelope,
    right: { kind, number: id },
    purpose: terms.purpose,
    category: terms.category,
  })
  if (isOf(dao.budgets) && (eventName === 'BudgetGranted' || eventName === 'BudgetChanged')) {
    return tell('budget', number('budgetId'), number('budgetId'))
  }
  if (isOf(dao.grants) && eventName === 'Granted') return tell('grant', number('envelopeId'), number('grantId'))
  if (isOf(dao.payouts) && eventName === 'PayoutOpened') return tell('payout', number('envelopeId'), number('payoutId'))
  if (isOf(dao.distributions) && eventName === 'DistributionOpened') {
    return tell('distribution', number('distributionId'), number('distributionId'))
  }
  if (isOf(dao.distributions) && eventName === 'StandingOpened') {
    return tell('standing', number('standingId'), number('standingId'))
  }
  return null
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] }
type Draft = Mutable<Envelope> & { allotted: bigint; booked: bigint }

/** The most that a standing distribution's envelope pays: what its rounds share, and what is booked for the next. */
export function boundStanding(total: bigint, allotted: bigint, booked: bigint): bigint {
  return allotted + booked < total ? allotted + booked : total
}

/**
 * The envelopes and waiting operations that events tell of.
 *
 * @param logs of the treasury and of its modules, in the order of the chain
 * @param decisions the proposals, by the timelock's id of what they do
 */
export function foldObligations(
  logs: readonly DecodedLog[],
  dao: Modules & Pick<DaoContracts, 'grace'>,
  decisions: ReadonlyMap<string, Decision>,
): Obligations {
  const envelopes = new Map<bigint, Draft>()
  const grants = new Map<bigint, Draft>()
  const operations = new Map<string, Mutable<PendingOperation> & { calls: Action[] }>()
  for (const log of logs) {
    const told = readRight(log, dao)
    if (told) {
      const envelope = envelopes.get(told.envelope)
      if (!envelope) continue
      const { right, purpose, category } = told
      Object.assign(envelope, { right, purpose, category })
      if (right.kind === 'grant') grants.set(right.number, envelope)
      if (right.kind === 'standing') envelope.payable = 0n
      if (right.kind === 'distribution') {
        envelope.payable = (log.args['share'] as bigint) * (log.args['shares'] as bigint)
      }
    } else if (log.address.toLowerCase() === dao.treasury.toLowerCase()) {
      applyTreasury(log, envelopes, decisions)
      applyTimelock(log, operations, dao.grace, decisions)
    } else {
      applyModule(log, envelopes, grants)
    }
  }
  const executed = logs.flatMap(({ eventName, args }) =>
    eventName === 'CallExecuted' ? [{ target: args['target'] as Address, calldata: args['data'] as Hex }] : [],
  )
  const found = [...envelopes.values()].map(({ allotted: _, booked: __, ...envelope }) => envelope)
  return { envelopes: found, operations: [...operations.values()], tokens: listNamedTokens(found, executed) }
}

/** Of ERC-20, ERC-721 and ERC-1155. */
const movingSelectors = [
  'transfer(address,uint256)',
  'transferFrom(address,address,uint256)',
  'safeTransferFrom(address,address,uint256)',
  'safeTransferFrom(address,address,uint256,uint256,bytes)',
  'safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)',
].map((signature) => toFunctionSelector(signature))

/** The tokens that decisions named, by the envelopes that they set and the calls that they made. */
export function listNamedTokens(
  envelopes: readonly Pick<Envelope, 'token'>[],
  executed: readonly Pick<Action, 'target' | 'calldata'>[],
): Address[] {
  const moved = executed.filter(({ calldata }) => movingSelectors.some((selector) => calldata.startsWith(selector)))
  const tokens = [...envelopes.flatMap(({ token }) => token ?? []), ...moved.map(({ target }) => target)]
  return [...new Set(tokens.map((token) => getAddress(token)))].sort()
}

function applyTreasury(
  { eventName, args, at }: DecodedLog,
  envelopes: Map<bigint, Draft>,
  decisions: ReadonlyMap<string, Decision>,
): void {
  const number = args['envelopeId'] as bigint
  const envelope = envelopes.get(number)
  if (eventName === 'EnvelopeSet') {
    const set = args as { module: Address; asset: Address; total: bigint; cap: bigint; decision: Hex }
    envelopes.set(number, {
      number,
      module: set.module,
      token: set.asset === zeroAddress ? null : set.asset,
      total: set.total,
      cap: set.cap,
      period: BigInt(args['period'] as number),
      end: toTimepoint(BigInt(args['end'] as number)),
      drawn: 0n,
      payable: set.total,
      setAt: at,
      revokedAt: null,
      right: null,
      purpose: null,
      category: null,
      proposal: decisions.get(set.decision.toLowerCase()) ?? null,
      allotted: 0n,
      booked: 0n,
    })
  } else if (envelope && eventName === 'EnvelopeRevoked') envelope.revokedAt = at
  else if (envelope && eventName === 'Disbursed') envelope.drawn += args['amount'] as bigint
}

function applyTimelock(
  { eventName, args, at }: DecodedLog,
  operations: Map<string, Mutable<PendingOperation> & { calls: Action[] }>,
  grace: bigint,
  decisions: ReadonlyMap<string, Decision>,
): void {
  if (eventName === 'CallScheduled') {
    const call = args as { id: Hex; index: bigint; target: Address; value: bigint; data: Hex; delay: bigint }
    const readyAt = toTimepoint(at + call.delay)
    const known = call.index === 0n ? undefined : operations.get(call.id)
    const operation = known ?? {
      id: call.id,
      readyAt,
      expiresAt: toTimepoint(readyAt + grace),
      calls: [],
      proposal: decisions.get(call.id.toLowerCase()) ?? null,
    }
    operation.calls.push({ target: call.target, value: call.value, calldata: call.data })
    operations.set(call.id, operation)
  } else if (eventName === 'CallExecuted' || eventName === 'Cancelled') operations.delete(args['id'] as string)
}

function applyModule(
  { eventName, args }: DecodedLog,
  envelopes: ReadonlyMap<bigint, Draft>,
  grants: ReadonlyMap<bigint, Draft>,
): void {
  const grant = grants.get(args['grantId'] as bigint)
  if (eventName === 'ClawedBack' && grant) grant.payable -= args['amount'] as bigint
  const standing = envelopes.get(args['standingId'] as bigint)
  if (!standing || standing.right?.kind !== 'standing') return
  if (eventName !== 'Credited' && eventName !== 'RoundOpened') return
  standing.booked = args['booked'] as bigint
  if (eventName === 'RoundOpened') standing.allotted += (args['share'] as bigint) * (args['shares'] as bigint)
  standing.payable = boundStanding(standing.total, standing.allotted, standing.booked)
}
