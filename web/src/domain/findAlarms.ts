import type { Address } from 'viem'
import { type ActionContext } from './action'
import { listPayees, type PayeeSources } from './findPayees'
import type { Action } from './proposal'
import { nameCall, readDecision, type Step } from './readDecision'
import type { Balance } from './treasury'

/** What a decision does to a right to draw. */
export type RightChange = 'granted' | 'unbound' | 'changed' | 'paused' | 'resumed' | 'ended' | 'rule' | 'approved'

/** Something about a decision that a voter should not overlook; `places` are those of the actions, from 0. */
export type Alarm =
  | {
      readonly kind: 'share'
      /** null for the coin. */
      readonly asset: Address | null
      readonly amount: bigint
      readonly balance: bigint
      readonly places: readonly number[]
    }
  | { readonly kind: 'newPayee'; readonly account: string; readonly places: readonly number[] }
  | { readonly kind: 'role'; readonly places: readonly number[] }
  | { readonly kind: 'right'; readonly change: RightChange; readonly places: readonly number[] }
  /** What it does cannot be told, so none of the others can be counted for it. */
  | { readonly kind: 'unread'; readonly places: readonly number[] }

const handing = new Set([
  'treasury.grantRole',
  'treasury.revokeRole',
  'treasury.renounceRole',
  'governor.setGuardian',
  'governor.burnGuardian',
  'membership.setParts',
  'gates.setOfficer',
  'gates.setVerifier',
])

const changes: Readonly<Record<string, RightChange>> = {
  'budgets.grant': 'granted',
  'grants.grant': 'granted',
  'payouts.open': 'granted',
  'payouts.openList': 'granted',
  'distributions.open': 'granted',
  'distributions.openStanding': 'granted',
  'treasury.setEnvelope': 'unbound',
  'treasury.revokeEnvelope': 'ended',
  'budgets.change': 'changed',
  'budgets.pause': 'paused',
  'budgets.resume': 'resumed',
  'budgets.revoke': 'ended',
  'grants.clawBack': 'ended',
  'grants.changeRecipient': 'changed',
  'splits.setRule': 'rule',
  'token.approve': 'approved',
  'collectible.setApprovalForAll': 'approved',
}

/** What of the treasury a step pays, or lets be drawn; null where it moves nothing of it. */
export function readMove({ decoded, envelope }: Step): { asset: Address | null; amount: bigint } | null {
  if (decoded.kind === 'payment') return { asset: null, amount: decoded.amount }
  if (decoded.kind === 'transfer') return { asset: decoded.token, amount: decoded.amount }
  return envelope && { asset: envelope.asset, amount: envelope.total }
}

/**
 * What a voter should not overlook in a decision.
 *
 * @param balances what the treasury holds now
 * @param percent from what part of an asset on, over all actions together, there is an alarm
 * @param known payees who were paid before, in lower case; null while that is not known
 */
export function findAlarms(
  actions: readonly Action[],
  dao: ActionContext,
  {
    balances,
    percent,
    known,
    sources = {},
  }: {
    readonly balances: readonly Balance[]
    readonly percent: number
    readonly known: ReadonlySet<string> | null
    readonly sources?: PayeeSources
  },
): Alarm[] {
  const steps = readDecision(actions, dao)
  return [
    ...listShares(steps, actions, balances, percent),
    ...listNewPayees(actions, dao, known, sources),
    ...gather(steps, ({ decoded }) => (handing.has(nameCall(decoded)) ? 'role' : null)).map(([, places]): Alarm => ({
      kind: 'role',
      places,
    })),
    ...gather(steps, ({ decoded }) => changes[nameCall(decoded)] ?? null).map(([change, places]): Alarm => ({
      kind: 'right',
      change,
      places,
    })),
    ...gather(steps, (step) => (step.decoded.kind === 'unknown' || isForeign(step) ? 'unread' : null)).map(
      ([, places]): Alarm => ({ kind: 'unread', places }),
    ),
  ]
}

/** A call to a contract that is no part of the DAO, and whose coin or effect no list counts. */
function isForeign({ decoded }: Step): boolean {
  if (decoded.kind !== 'call') return false
  const name = nameCall(decoded)
  if (name === 'governor.relay') return true
  return (decoded.contract === 'token' || decoded.contract === 'collectible') && changes[name] === undefined
}

function listShares(
  steps: readonly Step[],
  actions: readonly Action[],
  balances: readonly Balance[],
  percent: number,
): Alarm[] {
  const moved = new Map<string, { asset: Address | null; amount: bigint; places: number[] }>()
  const add = (asset: Address | null, amount: bigint, places: readonly number[]) => {
    const key = (asset ?? '').toLowerCase()
    const before = moved.get(key) ?? { asset, amount: 0n, places: [] }
    moved.set(key, { asset, amount: before.amount + amount, places: [...before.places, ...places] })
  }
  for (const step of steps) {
    const move = readMove(step)
    if (move !== null) add(move.asset, move.amount, step.places)
    // Coin that is sent along with a call leaves the treasury, too.
    else for (const place of step.places) if (actions[place]!.value > 0n) add(null, actions[place]!.value, [place])
  }
  return [...moved.values()].flatMap(({ asset, amount, places }): Alarm[] => {
    const held = balances.find((one) => (one.asset.token ?? '').toLowerCase() === (asset ?? '').toLowerCase())
    if (held === undefined) return []
    const isLarge = amount * 100n >= held.amount * BigInt(percent)
    return isLarge ? [{ kind: 'share', asset, amount, balance: held.amount, places }] : []
  })
}

function listNewPayees(
  actions: readonly Action[],
  dao: ActionContext,
  known: ReadonlySet<string> | null,
  sources: PayeeSources,
): Alarm[] {
  if (known === null) return []
  const own = new Set(Object.values(dao).flatMap((part) => (typeof part === 'string' ? [part.toLowerCase()] : [])))
  const places = new Map<string, number[]>()
  actions.forEach((action, place) => {
    for (const account of listPayees(action, dao, sources)) {
      if (known.has(account) || own.has(account)) continue
      const before = places.get(account) ?? []
      if (!before.includes(place)) places.set(account, [...before, place])
    }
  })
  return [...places].map(([account, found]): Alarm => ({ kind: 'newPayee', account, places: found }))
}

function gather<Name extends string>(
  steps: readonly Step[],
  name: (step: Step) => Name | null,
): [Name, readonly number[]][] {
  const found = new Map<Name, number[]>()
  for (const step of steps) {
    const one = name(step)
    if (one !== null) found.set(one, [...(found.get(one) ?? []), ...step.places])
  }
  return [...found]
}

/** Per cent of an asset, where the reader set no other. */
export const defaultAlarmShare = 25
