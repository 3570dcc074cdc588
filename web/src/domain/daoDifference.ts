import type { Address } from 'viem'
import type { DaoRules, Role, RoleName } from './dao'
import type { Asset, Balance } from './treasury'

/** What a decision can depend on, at one block. */
export type DaoPicture = {
  readonly balances: readonly Balance[]
  readonly roles: readonly Role[]
  readonly rules: DaoRules
}

/** The rules that are compared: those that a vote sets. */
export const comparedRules = [
  'votingDelay',
  'votingPeriod',
  'swingExtension',
  'lockWindow',
  'timelockDelay',
  'quorumNumerator',
  'proposalThreshold',
  'proposalLimit',
] as const

export type ComparedRule = (typeof comparedRules)[number]

/** One thing that is not what it was. */
export type DaoDifference =
  | { readonly kind: 'balance'; readonly asset: Asset; readonly before: bigint; readonly now: bigint }
  | {
      readonly kind: 'role'
      readonly role: RoleName
      readonly given: readonly Address[]
      readonly taken: readonly Address[]
    }
  | { readonly kind: 'rule'; readonly rule: ComparedRule; readonly before: bigint; readonly now: bigint }
  | { readonly kind: 'guardian'; readonly before: Address | null; readonly now: Address | null }
  | { readonly kind: 'seats'; readonly before: bigint; readonly now: bigint }

/** What differs between two pictures of a DAO, in the order in which it is read. */
export function compareDao(before: DaoPicture, now: DaoPicture): DaoDifference[] {
  const same = (a: Address | null, b: Address | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()
  const balances = now.balances.flatMap(({ asset, amount }): DaoDifference[] => {
    const old = before.balances.find((one) => same(one.asset.token, asset.token))?.amount ?? 0n
    return old === amount ? [] : [{ kind: 'balance', asset, before: old, now: amount }]
  })
  const roles = now.roles.flatMap(({ name, accounts }): DaoDifference[] => {
    const old = before.roles.find((one) => one.name === name)?.accounts ?? []
    const given = accounts.filter((account) => !old.some((one) => same(one, account)))
    const taken = old.filter((account) => !accounts.some((one) => same(one, account)))
    return given.length + taken.length === 0 ? [] : [{ kind: 'role', role: name, given, taken }]
  })
  const rules = comparedRules.flatMap((rule): DaoDifference[] => {
    const [old, present] = [BigInt(before.rules[rule]), BigInt(now.rules[rule])]
    return old === present ? [] : [{ kind: 'rule', rule, before: old, now: present }]
  })
  const [old, present] = [before.rules.guardian?.account ?? null, now.rules.guardian?.account ?? null]
  const guardian: DaoDifference[] = same(old, present) ? [] : [{ kind: 'guardian', before: old, now: present }]
  const seats: DaoDifference[] =
    before.rules.seats === now.rules.seats ? [] : [{ kind: 'seats', before: before.rules.seats, now: now.rules.seats }]
  return [...balances, ...roles, ...rules, ...guardian, ...seats]
}
