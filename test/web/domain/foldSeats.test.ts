import type { Address, Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import type { DecodedLog } from '../../../web/src/domain/decodedLog'
import { foldSeats } from '../../../web/src/domain/foldSeats'
import type { Member } from '../../../web/src/domain/member'
import type { ProposalId, Votes } from '../../../web/src/domain/proposal'
import type { Seat } from '../../../web/src/domain/seat'
import {
  joinMembers,
  parseSeatSearch,
  seatPageSize,
  selectSeats,
  type SeatQuery,
} from '../../../web/src/domain/seatQuery'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const dao = { membership: account('1'), observers: account('2'), gates: account('3'), treasury: account('4') }
const zero = account('0')
const [ada, bob, eve, deployer] = [account('a'), account('b'), account('e'), account('d')]
const decision = { id: 7n as ProposalId, title: 'Boat' }

let block = 0
const log = (eventName: string, args: Record<string, unknown>, address = dao.membership, same = false): DecodedLog => {
  if (!same) block += 1
  const transaction: Hex = `0x${block.toString(16).padStart(64, '0')}`
  return {
    address,
    eventName,
    args,
    at: toTimepoint(BigInt(block)),
    blockNumber: BigInt(block),
    logIndex: 0,
    transaction,
  }
}
const admitted = (tokenId: bigint, holder: Address, by: Address, more: Record<string, unknown> = {}, same = false) =>
  log('SeatAdmitted', { tokenId, holder, by, kind: 0, expiry: 0, ...more }, dao.membership, same)

describe('the seats that events tell of', () => {
  block = 0
  const logs = [
    log('PartsSet', { gates: dao.gates }),
    admitted(1n, ada, deployer, {}, true),
    admitted(2n, bob, dao.gates, { kind: 1, expiry: 50 }),
    log('Admitted', { gate: 1, by: ada, seats: dao.membership, tokenId: 2n, reason: 'Mends' }, dao.gates, true),
    admitted(3n, eve, dao.treasury),
    log('SeatAdmitted', { tokenId: 1n, holder: eve, by: dao.gates, kind: 3, expiry: 0 }, dao.observers),
    log('Admitted', { gate: 2, by: bob, seats: dao.observers, tokenId: 1n, reason: '' }, dao.gates, true),
    log('SeatLapsed', { tokenId: 2n, holder: bob }),
    log('SeatRenewed', { tokenId: 2n, holder: bob, expiry: 90, by: dao.gates }),
    log('Renewed', { by: ada, seats: dao.membership, tokenId: 2n, reason: 'Still mends' }, dao.gates, true),
    log('SeatKindChanged', { tokenId: 1n, holder: ada, from: 0, to: 2 }),
    log('SeatRecovered', { tokenId: 1n, from: ada, to: account('c') }),
    log('Transfer', { from: zero, to: account('c'), tokenId: 1n }),
    log('Transfer', { from: eve, to: bob, tokenId: 3n }),
    log('TransferApproved', { tokenId: 3n, to: ada, by: dao.gates }),
    log('TransferAllowed', { by: eve, tokenId: 3n, to: ada }, dao.gates, true),
    log('SeatLeft', { tokenId: 3n, holder: bob }),
    log('SeatRevoked', { tokenId: 9n, holder: bob }),
  ]
  const { seats, events } = foldSeats(logs, dao, () => decision)
  const find = (number: bigint, collection = 'membership') =>
    seats.find((seat) => seat.number === number && seat.collection === collection)

  it('keep how each came, its kind, term and holder', () => {
    expect(find(1n)).toMatchObject({ gate: 'founder', kind: 'organisation', holder: account('c'), proposal: null })
    expect(find(2n)).toMatchObject({
      gate: 'invitations',
      admittedBy: ada,
      reason: 'Mends',
      kind: 'steward',
      status: 'current',
      expiry: 90n,
      since: 2n,
    })
    expect(find(3n)).toMatchObject({ gate: 'vote', proposal: decision, status: 'ended', holder: bob })
    expect(find(1n, 'observers')).toMatchObject({ gate: 'lists', kind: 'observer', holder: eve, expiry: null })
    expect(seats).toHaveLength(4)
  })

  it('and their history, with who did it and why', () => {
    const of = (number: bigint) =>
      events.filter((event) => event.number === number && event.collection === 'membership').map(({ change }) => change)
    expect(of(1n)).toEqual(['admitted', 'kindChanged', 'recovered'])
    expect(of(2n)).toEqual(['admitted', 'lapsed', 'renewed'])
    expect(of(3n)).toEqual(['admitted', 'transferred', 'transferApproved', 'left'])
    expect(events.find(({ change }) => change === 'renewed')).toMatchObject({ by: ada, reason: 'Still mends' })
    expect(events.find(({ change }) => change === 'transferApproved')).toMatchObject({ by: eve })
    expect(events.find(({ change }) => change === 'recovered')).toMatchObject({ previousHolder: ada })
  })

  it('are founders’ where neither a vote nor the gates of that time gave them, also later', () => {
    block = 0
    const later = [
      log('PartsSet', { gates: eve }),
      admitted(1n, ada, deployer),
      admitted(2n, bob, eve),
      log('PartsSet', { gates: dao.gates }),
      admitted(3n, bob, dao.gates),
      admitted(4n, bob, bob),
    ]
    expect(foldSeats(later, dao).seats.map(({ gate }) => gate)).toEqual(['founder', 'unknown', 'unknown', 'founder'])
  })
})

describe('a search', () => {
  it.each([
    ['', { by: 'all' }],
    ['0x', { by: 'all' }],
    [' 12 ', { by: 'number', number: 12n, collection: null }],
    ['#12', { by: 'number', number: 12n, collection: null }],
    ['o3', { by: 'number', number: 3n, collection: 'observers' }],
    ['0xAb', { by: 'account', part: 'ab' }],
    ['fee', { by: 'account', part: 'fee' }],
    ['012', { by: 'account', part: '012' }],
    ['Olga', { by: 'nothing' }],
    ['1'.repeat(41), { by: 'nothing' }],
  ])('%j', (text, search) => expect(parseSeatSearch(text)).toEqual(search))
})

describe('what is shown of seats', () => {
  const seat = (number: number, part: Partial<Seat> = {}): Seat => ({
    collection: 'membership',
    number: BigInt(number),
    kind: 'member',
    status: 'current',
    holder: ada,
    since: toTimepoint(BigInt(number)),
    expiry: null,
    gate: 'vote',
    admittedBy: null,
    reason: '',
    proposal: null,
    ...part,
  })
  const member: Member = {
    account: bob,
    seats: [2n],
    since: toTimepoint(1n),
    delegate: ada,
    votes: 5n as Votes,
    ballotCount: 9,
  }
  const seats = joinMembers(
    [
      seat(1),
      seat(2, { holder: bob, expiry: toTimepoint(20n), kind: 'steward' }),
      seat(3, { expiry: toTimepoint(10n) }),
      seat(4, { status: 'lapsed', expiry: toTimepoint(5n) }),
      seat(5, { status: 'ended' }),
      seat(1, { collection: 'observers', kind: 'observer', holder: bob }),
    ],
    [member],
  )
  const base: SeatQuery = { search: '', kind: null, filter: 'present', sort: 'number', page: 0 }
  const show = (part: Partial<SeatQuery>, now = 15n) =>
    selectSeats(seats, { ...base, ...part }, toTimepoint(now)).items.map(
      ({ collection, number }) => `${collection === 'observers' ? 'o' : ''}${number}`,
    )

  it.each([
    [{}, ['1', '2', '3', 'o1']],
    [{ filter: 'current' }, ['1', '2', 'o1']],
    [{ filter: 'overdue' }, ['3']],
    [{ filter: 'lapsed' }, ['4']],
    [{ filter: 'ended' }, ['5']],
    [{ filter: 'all' }, ['1', '2', '3', '4', '5', 'o1']],
    [{ kind: 'steward' }, ['2']],
    [{ search: 'o1' }, ['o1']],
    [{ search: '1' }, ['1', 'o1']],
    [{ search: '0xbb' }, ['2', 'o1']],
    [{ search: 'nobody' }, []],
    [{ sort: 'newest' }, ['3', '2', '1', 'o1']],
    [{ sort: 'end' }, ['3', '2']],
    [{ sort: 'votes' }, ['2', 'o1', '1', '3']],
  ] as [Partial<SeatQuery>, string[]][])('%o', (part, shown) => expect(show(part)).toEqual(shown))

  it('tells who votes only for seats that have a vote', () => {
    expect(seats[1]).toMatchObject({ delegate: ada, votes: 5n, ballotCount: 9 })
    expect(seats[5]).toMatchObject({ delegate: null, votes: 5n })
    expect(seats[3]).toMatchObject({ delegate: null, votes: 0n })
  })

  it('comes in pages', () => {
    const many = joinMembers(
      Array.from({ length: 120 }, (_, index) => seat(index + 1)),
      [],
    )
    const page = (number: number) => selectSeats(many, { ...base, page: number }, toTimepoint(1n))
    expect(page(0)).toMatchObject({ hasMore: true })
    expect(page(1).items[0]!.number).toBe(BigInt(seatPageSize + 1))
    expect(page(2).items).toHaveLength(20)
    expect(page(2).hasMore).toBe(false)
  })
})
