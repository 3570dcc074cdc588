import { getAddress, isAddress } from 'viem/utils'
import type { DaoName } from './route'

/** A DAO that the reader has to do with. */
export type KnownDao = DaoName & {
  /** As it calls itself: anybody's text; null where it is not known. */
  readonly name: string | null
}

/** How the reader has to do with it, the closest first. */
export const daoTies = ['belong', 'made', 'brought', 'visited'] as const
export type DaoTie = (typeof daoTies)[number]

/** The most that are kept of one kind. */
const most = 100

/** One name for one DAO, whatever the capitals of its address. */
export const nameDao = ({ chainId, governor }: DaoName): string => `${chainId}:${governor.toLowerCase()}`

/** What was kept as text, and back; what does not read as a DAO is left out. */
export function formatKnownDaos(daos: readonly KnownDao[]): string {
  return JSON.stringify(daos.slice(0, most))
}

/** @see formatKnownDaos */
export function parseKnownDaos(text: string | null): KnownDao[] {
  let found: unknown
  try {
    found = JSON.parse(text ?? '[]')
  } catch {
    return [] // A list that cannot be read is made again by going there.
  }
  if (!Array.isArray(found)) return []
  const daos = found.slice(0, most).flatMap((value: unknown) => {
    const { chainId, governor, name } = (value ?? {}) as Record<string, unknown>
    if (typeof chainId !== 'number' || !Number.isSafeInteger(chainId) || chainId <= 0) return []
    if (typeof governor !== 'string' || !isAddress(governor, { strict: false })) return []
    return [{ chainId, governor: getAddress(governor.toLowerCase()), name: cleanName(name) }]
  })
  return dropSame(daos)
}

/** A name in one line, without what turns the direction of a text or hides in it. */
function cleanName(name: unknown): string | null {
  if (typeof name !== 'string') return null
  return (
    name
      .replace(/[\p{C}\p{Z}]+/gu, ' ')
      .trim()
      .slice(0, 80) || null
  )
}

/** A list with a DAO put first, once. */
export function putFirst(daos: readonly KnownDao[], dao: KnownDao): KnownDao[] {
  return dropSame([dao, ...daos]).slice(0, most)
}

export function leaveOut(daos: readonly KnownDao[], dao: DaoName): KnownDao[] {
  return daos.filter((one) => nameDao(one) !== nameDao(dao))
}

/** Each DAO once, by its closest tie; a name that one list knows is said in all, and cleaned. */
export function groupDaos(
  lists: Readonly<Record<DaoTie, readonly KnownDao[]>>,
): { readonly tie: DaoTie; readonly daos: readonly KnownDao[] }[] {
  const names = new Map(
    daoTies.flatMap((tie) => lists[tie]).flatMap((dao) => (dao.name === null ? [] : [[nameDao(dao), dao.name]])),
  )
  const seen = new Set<string>()
  return daoTies.flatMap((tie) => {
    const daos = dropSame(lists[tie]).filter((dao) => !seen.has(nameDao(dao)))
    for (const dao of daos) seen.add(nameDao(dao))
    if (daos.length === 0) return []
    return [{ tie, daos: daos.map((dao) => ({ ...dao, name: cleanName(dao.name ?? names.get(nameDao(dao))) })) }]
  })
}

function dropSame(daos: readonly KnownDao[]): KnownDao[] {
  const seen = new Set<string>()
  return daos.filter((dao) => !seen.has(nameDao(dao)) && seen.add(nameDao(dao)))
}

/** What an account has to do with: the DAOs in which it holds a seat, and those that it had made. */
export type OwnDaos = { readonly belong: readonly KnownDao[]; readonly made: readonly KnownDao[] }
