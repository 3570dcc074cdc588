import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import type { ProposalId } from './proposal'

export const daoPages = [
  'home',
  'proposals',
  'propose',
  'ballot',
  'carry',
  'members',
  'delegation',
  'seat',
  'officer',
  'guardian',
  'treasury',
  'desk',
  'rights',
  'donations',
  'books',
  'addresses',
  'rules',
  'settings',
] as const
/** What can be looked at of somebody else's DAO. */
export const governorParts = ['proposals', 'delegate', 'carry', 'about'] as const
export const guides = ['member', 'treasurer', 'integrator'] as const

/** What a decision lets somebody be paid by; each has a page, by its number in its contract. */
export const rightKinds = ['budget', 'grant', 'payout', 'distribution', 'standing'] as const

export type RightKind = (typeof rightKinds)[number]
export type DaoPage = (typeof daoPages)[number]
export type GovernorPart = (typeof governorParts)[number]
export type Guide = (typeof guides)[number]
export type DaoName = { readonly chainId: number; readonly governor: Address }

/** A place in the client; its address is what follows the `#`. */
export type Route =
  | { readonly page: DaoPage; readonly dao: DaoName }
  | { readonly page: 'proposal'; readonly dao: DaoName; readonly id: ProposalId }
  /** Everything about one account. */
  | { readonly page: 'member'; readonly dao: DaoName; readonly account: Address }
  /** One right to be paid out of the treasury. */
  | { readonly page: 'right'; readonly dao: DaoName; readonly kind: RightKind; readonly number: bigint }
  /** `invitation`: what the link of one carries; null without one. */
  | { readonly page: 'join'; readonly dao: DaoName; readonly invitation: string | null }
  /** Somebody else's DAO, by its governor; `part` may be one of its proposals. */
  | { readonly page: 'governor'; readonly governor: DaoName; readonly part: GovernorPart | ProposalId }
  /** Where somebody else's DAO is brought. */
  | { readonly page: 'bring' }
  | { readonly page: 'guide'; readonly guide: Guide }
  /** Where a DAO is made, on a chain. */
  | { readonly page: 'new'; readonly chainId: number }
  | { readonly page: 'unknown'; readonly path: string }

/** The place that an address names. An empty one is the home of `home`. */
export function parseRoute(hash: string, home: DaoName): Route {
  const path = hash.replace(/^#/, '').replace(/\?.*$/, '')
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.length === 0) return { page: 'home', dao: home }
  if (parts[0] === 'guide' && parts.length === 2) {
    const guide = guides.find((name) => name === parts[1])
    if (guide) return { page: 'guide', guide }
  }
  if (parts[0] === 'bring' && parts.length === 1) return { page: 'bring' }
  if (parts[0] === 'new' && parts.length <= 2 && /^\d{1,15}$/.test(parts[1] ?? '0')) {
    return { page: 'new', chainId: parts[1] === undefined ? home.chainId : Number(parts[1]) }
  }
  const named = /^(\d{1,15}):(0x[0-9a-fA-F]{40})$/.exec(parts[1] ?? '')
  if (parts[0] === 'dao' && named && isAddress(named[2]!, { strict: false })) {
    const dao = { chainId: Number(named[1]), governor: named[2] as Address }
    if (parts.length === 2) return { page: 'home', dao }
    if (parts[2] === 'proposals' && parts.length === 4 && /^\d{1,78}$/.test(parts[3]!)) {
      return { page: 'proposal', dao, id: BigInt(parts[3]!) as ProposalId }
    }
    if (parts[2] === 'members' && parts.length === 4 && isAddress(parts[3]!, { strict: false })) {
      return { page: 'member', dao, account: getAddress(parts[3]!.toLowerCase()) }
    }
    const kind = rightKinds.find((name) => name === parts[3])
    if (parts[2] === 'rights' && kind && parts.length === 5 && /^\d{1,78}$/.test(parts[4]!)) {
      return { page: 'right', dao, kind, number: BigInt(parts[4]!) }
    }
    if (parts[2] === 'join' && parts.length <= 4) return { page: 'join', dao, invitation: parts[3] ?? null }
    const page = daoPages.find((name) => name === parts[2])
    if (page && page !== 'home' && parts.length === 3) return { page, dao }
  }
  if (parts[0] === 'governor' && named && isAddress(named[2]!, { strict: false })) {
    const governor = { chainId: Number(named[1]), governor: named[2] as Address }
    const id = parts[2] === 'proposals' && parts.length === 4 && /^\d{1,78}$/.exec(parts[3]!)
    if (id) return { page: 'governor', governor, part: BigInt(id[0]) as ProposalId }
    const part = governorParts.find((name) => name === (parts[2] ?? 'proposals'))
    if (part && parts.length <= 3) return { page: 'governor', governor, part }
  }
  return { page: 'unknown', path }
}

/** The address of a place; the inverse of {@link parseRoute}. */
export function formatRoute(route: Route): string {
  if (route.page === 'unknown') return `#${route.path}`
  if (route.page === 'guide') return `#/guide/${route.guide}`
  if (route.page === 'bring') return '#/bring'
  if (route.page === 'governor') {
    const { governor, part } = route
    const base = `#/governor/${governor.chainId}:${governor.governor}`
    if (part === 'proposals') return base
    return typeof part === 'bigint' ? `${base}/proposals/${part}` : `${base}/${part}`
  }
  if (route.page === 'new') return `#/new/${route.chainId}`
  const base = `#/dao/${route.dao.chainId}:${route.dao.governor}`
  if (route.page === 'proposal') return `${base}/proposals/${route.id}`
  if (route.page === 'member') return `${base}/members/${route.account}`
  if (route.page === 'right') return `${base}/rights/${route.kind}/${route.number}`
  if (route.page === 'join') return `${base}/join${route.invitation === null ? '' : `/${route.invitation}`}`
  return route.page === 'home' ? base : `${base}/${route.page}`
}

/** A place as a link to give away: who opens it reads it in their own language. */
export function formatLink(place: string, base: string): string {
  const url = new URL(place, base)
  url.searchParams.delete('lang')
  return url.href
}
