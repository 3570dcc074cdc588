import type { Address, Hex } from 'viem'
import { type ActionContext, decodeAction, type DecodedAction } from './action'
import type { Action } from './proposal'

type Call = Extract<DecodedAction, { kind: 'call' }>

/** An envelope as an action sets it. Amounts in smallest units, times in seconds. */
export type SetEnvelope = {
  readonly module: Address
  /** null for the coin. */
  readonly asset: Address | null
  readonly total: bigint
  readonly cap: bigint
  readonly period: bigint
  readonly end: bigint
}

/** What speaks against what an operation does with envelopes. */
export type StepProblem =
  /** An envelope without the right that binds it. */
  | 'unbound'
  /** A right without an envelope: the operation would fail. */
  | 'noEnvelope'
  /** An envelope for a contract that is no module of this DAO. */
  | 'otherModule'
  /** The module asks that all can be paid at once. */
  | 'capBelowTotal'
  /** Milestones and stream are not the total. */
  | 'sumDiffers'
  | 'endsBeforeStream'
  | 'startsAfterEnd'
  /** The least that a round shares is more than the cap. */
  | 'minimumAboveCap'
  /** A budget is ended before its envelope. */
  | 'envelopeStands'

/** One thing that a decision does: an action, or the two by which one right is granted or ended. */
export type Step = {
  /** Places of its actions, from 0. */
  readonly places: readonly number[]
  /** What it is by: where there are two, the one that says what for. */
  readonly decoded: DecodedAction
  /** What is called by it. */
  readonly target: Address
  /** The envelope that is set for it. */
  readonly envelope: SetEnvelope | null
  readonly problems: readonly StepProblem[]
}

const granting: Readonly<Record<string, 'budgets' | 'grants' | 'payouts' | 'distributions'>> = {
  'budgets.grant': 'budgets',
  'grants.grant': 'grants',
  'payouts.open': 'payouts',
  'payouts.openList': 'payouts',
  'distributions.open': 'distributions',
  'distributions.openStanding': 'distributions',
}
const modules = ['budgets', 'grants', 'payouts', 'distributions'] as const

/** `contract.function` of a call; '' for anything else. */
export function nameCall(decoded: DecodedAction): string {
  return decoded.kind === 'call' ? `${decoded.contract}.${decoded.functionName}` : ''
}

/** The value of an argument, by its place. */
export const argumentOf = (call: DecodedAction, place: number): unknown =>
  call.kind === 'call' ? call.args[place]?.value : undefined

/** What an action sets as an envelope; null for any other. */
export function readEnvelope(decoded: DecodedAction): SetEnvelope | null {
  if (nameCall(decoded) !== 'treasury.setEnvelope') return null
  const [module, asset, total, cap, period, end] = (decoded as Call).args.map(({ value }) => value)
  return {
    module: module as Address,
    asset: /^0x0{40}$/.test(asset as string) ? null : (asset as Address),
    total: total as bigint,
    cap: cap as bigint,
    period: BigInt(period as number),
    end: BigInt(end as number),
  }
}

/**
 * What a decision does, step by step, in the order of its actions. A right and the envelope that it binds are one step, as
 * the modules bind them: the envelope that was set last before, if it is the module's and no other right's.
 */
export function readDecision(actions: readonly Action[], dao: ActionContext): Step[] {
  const decoded = actions.map((action) => decodeAction(action, dao))
  const boundTo = new Map<number, number>()
  const freed = new Map<string, number>()
  const bound = new Set<number>()
  const absent = new Set<number>()
  let last: number | null = null
  decoded.forEach((one, place) => {
    const name = nameCall(one)
    const module = granting[name]
    if (name === 'treasury.setEnvelope') last = place
    else if (name === 'treasury.revokeEnvelope') freed.set(String(argumentOf(one, 0)), place)
    else if (module !== undefined) {
      const isOwn = last !== null && !bound.has(last) && isSame(readEnvelope(decoded[last]!)!.module, dao[module])
      if (isOwn) {
        bound.add(last!)
        boundTo.set(place, last!)
      } else absent.add(place)
    } else if (name === 'budgets.revoke') {
      const before = freed.get(String(argumentOf(one, 0)))
      if (before !== undefined) {
        bound.add(before)
        boundTo.set(place, before)
      }
    }
  })
  return decoded.flatMap((one, place): Step[] => {
    if (bound.has(place)) return []
    const other = boundTo.get(place)
    const own = readEnvelope(one)
    const { target } = actions[place]!
    if (other !== undefined) {
      const envelope = readEnvelope(decoded[other]!)
      return [
        {
          places: [other, place],
          decoded: one,
          target,
          envelope,
          problems: envelope ? judge(one as Call, envelope) : [],
        },
      ]
    }
    const problems: StepProblem[] = []
    if (own !== null) {
      const isModule = modules.some((name) => isSame(own.module, dao[name]))
      problems.push(isModule ? 'unbound' : 'otherModule')
    }
    if (absent.has(place)) problems.push('noEnvelope')
    if (nameCall(one) === 'budgets.revoke') problems.push('envelopeStands')
    return [{ places: [place], decoded: one, target, envelope: own, problems }]
  })
}

function judge(call: Call, envelope: SetEnvelope): StepProblem[] {
  const problems: StepProblem[] = []
  const name = nameCall(call)
  const needsAll = name === 'grants.grant' || name.startsWith('payouts.') || name === 'distributions.open'
  if (needsAll && envelope.cap !== envelope.total) problems.push('capBelowTotal')
  if (name === 'grants.grant') {
    const terms = readGrantTerms(call)
    if (sumGrant(terms) !== envelope.total) problems.push('sumDiffers')
    if (BigInt(terms.stream.end) > envelope.end) problems.push('endsBeforeStream')
  }
  if (name === 'budgets.grant') {
    const { start } = argumentOf(call, 0) as { start: number }
    if (BigInt(start) >= envelope.end) problems.push('startsAfterEnd')
  }
  if (name === 'distributions.openStanding' && (argumentOf(call, 2) as bigint) > envelope.cap) {
    problems.push('minimumAboveCap')
  }
  return problems
}

/** What a grant is, as its call says it. */
export type GrantTerms = {
  readonly recipient: Address
  readonly milestones: readonly { readonly amount: bigint; readonly document: Hex }[]
  readonly reviewers: readonly Address[]
  readonly required: number
  readonly stream: { readonly amount: bigint; readonly start: number; readonly cliff: number; readonly end: number }
  readonly reportsDue: boolean
  readonly purpose: string
  readonly category: string
}

export const readGrantTerms = (call: DecodedAction) => argumentOf(call, 0) as GrantTerms

export function sumGrant({ milestones, stream }: GrantTerms): bigint {
  return milestones.reduce((sum, { amount }) => sum + amount, stream.amount)
}

const isSame = (a: string | null | undefined, b: string | null | undefined) =>
  a != null && b != null && a.toLowerCase() === b.toLowerCase()
