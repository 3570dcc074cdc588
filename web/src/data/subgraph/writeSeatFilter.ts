import { parseSeatSearch, type SeatQuery } from '../../domain/seatQuery'
import type { Timepoint } from '../../domain/timepoint'

/**
 * Which seats are wanted, in the words of the index; what cannot match anything is asked for so that it does not.
 *
 * @example writeSeatFilter({ …, filter: 'lapsed' }, now) // '{ dao: $dao, status: LAPSED }'
 */
export function writeSeatFilter({ search, kind, filter, sort }: SeatQuery, now: Timepoint): string {
  const found = parseSeatSearch(search)
  const both = ['dao: $dao']
  if (kind !== null) both.push(`kind: ${kind.toUpperCase()}`)
  if (found.by === 'number') both.push(`tokenId: "${found.number}"`)
  if (found.by === 'number' && found.collection !== null) both.push(`collection: ${found.collection.toUpperCase()}`)
  if (found.by === 'nothing') both.push('status_in: []')
  if (found.by === 'account') both.push(`holder_: { accountText_contains: "${found.part}" }`)
  const ends = sort === 'end' ? ['expiry_gt: "0"'] : []
  const join = (...more: string[]) => `{ ${[...both, ...more].join(', ')} }`
  switch (filter) {
    case 'all':
      return join(...ends)
    case 'present':
      return join('status: CURRENT', ...ends)
    case 'lapsed':
    case 'ended':
      return join(`status: ${filter.toUpperCase()}`, ...ends)
    case 'overdue':
      return join('status: CURRENT', 'expiry_gt: "0"', `expiry_lt: "${now}"`)
    case 'current': {
      const later = join('status: CURRENT', `expiry_gte: "${now}"`)
      return sort === 'end' ? later : `{ or: [${join('status: CURRENT', 'expiry: "0"')}, ${later}] }`
    }
  }
}
