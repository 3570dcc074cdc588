import type { Address } from 'viem'
import { listAssets } from '../data/chain/listAssets'
import type { RightNow } from '../data/chain/getRightNow'
import type { DonationBook, Purpose, PurseDay } from '../domain/donation'
import { getRightState, isOver, type Right, type RightInFull } from '../domain/right'
import type { RightTask } from '../domain/rightTask'
import type { RightKind } from '../domain/route'
import type { Asset } from '../domain/treasury'
import type { DaoState } from './dao.svelte'
import type { Paged } from './paged.svelte'
import type { Resource } from './resource.svelte'

/** The asset of a token among some; null where the token does not say what it is. */
export function findAsset(assets: readonly Asset[], token: Address | null): Asset | null {
  return assets.find((asset) => (asset.token ?? '').toLowerCase() === (token ?? '').toLowerCase()) ?? null
}

/** The coin, the DAO's own tokens, and some others, as the tokens say what they are. */
export function assetsOf(dao: DaoState, tokens: readonly (Address | null)[]): Resource<readonly Asset[]> {
  const named = [...new Set(tokens.filter((token) => token !== null))].sort()
  return dao.ask(`assets:${named.join()}`, null, (client, contracts) =>
    listAssets(client, dao.chain.coin, contracts, named),
  )
}

/** Every right to be paid by the treasury, the newest first. */
export function rights(dao: DaoState): Resource<readonly Right[]> {
  return dao.ask<readonly Right[]>(
    'rights',
    async (url) => (await import('../data/subgraph/listRights')).listRights(url, dao.name.governor),
    async (client, contracts, block) =>
      (await import('../data/chain/listRights')).listRights(client, contracts, block.number),
  )
}

/** One right in full; null where there is none of this number. */
export function right(dao: DaoState, kind: RightKind, number: bigint): Paged<RightInFull | null> {
  return dao.askPaged<RightInFull | null>(
    `right:${kind}:${number}`,
    50,
    async (url, count) =>
      (await import('../data/subgraph/listRights')).getRight(url, dao.name.governor, kind, number, count),
    async (client, contracts, block, count) =>
      (await import('../data/chain/listRights')).getRight(client, contracts, kind, number, count, block.number),
  )
}

/** What a right leaves whom now, as its contract answers. */
export function rightNow(dao: DaoState, { kind, number, envelopeId }: Right): Resource<RightNow> {
  return dao.ask(`rightNow:${kind}:${number}`, null, async (client, contracts) =>
    (await import('../data/chain/getRightNow')).getRightNow(client, contracts, { kind, number, envelopeId }),
  )
}

/** How a right is named among others. */
export const nameRight = ({ kind, number }: Pick<Right, 'kind' | 'number'>) => `${kind}:${number}`

/** {@link rightNow} of each right that is not over, by {@link nameRight}. */
export function rightsNow(dao: DaoState, all: readonly Right[]): Resource<ReadonlyMap<string, RightNow>> {
  return dao.ask(`rightsNow:${all.length}`, null, async (client, contracts, { time }) => {
    const { getRightNow } = await import('../data/chain/getRightNow')
    const alive = all.filter((one) => !isOver(getRightState(one, time)))
    return new Map(
      await Promise.all(alive.map(async (one) => [nameRight(one), await getRightNow(client, contracts, one)] as const)),
    )
  })
}

/** What an account can do now by the rights there are, as their contracts answer. */
export function rightTasks(dao: DaoState, account: Address): Resource<readonly RightTask[]> {
  const all = rights(dao)
  return dao.ask(`rightTasks:${account}`, null, async (client, contracts, block) => {
    const { listRightTasks } = await import('../data/chain/listRightTasks')
    await all.refresh()
    if (all.value === undefined) throw all.error
    return listRightTasks(client, contracts, account, all.value, block)
  })
}

/** Donations by purpose, and the newest gifts and spendings. */
export function donations(dao: DaoState): Paged<DonationBook> {
  return dao.askPaged<DonationBook>(
    'donations',
    50,
    async (url, count) => (await import('../data/subgraph/listPurposes')).listPurposes(url, dao.name.governor, count),
    async (client, contracts, block, count) =>
      (await import('../data/chain/listPurposes')).listPurposes(client, contracts, count, block.number),
  )
}

/** What moved in each purse of some purposes, day by day. */
export function purseDays(dao: DaoState, donations: Address, purposes: readonly Purpose[]) {
  const names = purposes.flatMap(({ number, purses }) => purses.map(({ token }) => `${number}:${token ?? ''}`))
  return dao.ask<readonly PurseDay[]>(
    `purseDays:${names.join()}`,
    async (url) => (await import('../data/subgraph/listPurposes')).listPurseDays(url, donations, purposes),
    async (client, contracts, block) =>
      (await import('../data/chain/listPurposes')).listPurseDays(client, contracts, block.number),
  )
}
