import type { Address, Hex } from 'viem'
import type { DaoContracts } from './dao'
import type { DecodedLog } from './decodedLog'
import { type Collection, parseExpiry, parseKind, type Seat, type SeatChange, type SeatEvent } from './seat'
import { gates } from './seatRules'

type Draft = { -readonly [Key in keyof Seat]: Seat[Key] }
type DraftEvent = { -readonly [Key in keyof SeatEvent]: SeatEvent[Key] }

const zero = '0x0000000000000000000000000000000000000000'

/**
 * Every seat of both collections with its history, from the contracts' events alone: what the index does, done in the
 * browser when there is no index.
 *
 * @param logs of membership, observers and gates, in the order of the chain
 * @param findDecision the proposal that a transaction carried out
 */
export function foldSeats(
  logs: readonly DecodedLog[],
  dao: Pick<DaoContracts, 'membership' | 'observers' | 'gates' | 'treasury'>,
  findDecision: (transaction: Hex) => Seat['proposal'] = () => null,
): { readonly seats: Seat[]; readonly events: SeatEvent[] } {
  const seats = new Map<string, Draft>()
  const events: DraftEvent[] = []
  const isSame = (a: Address | null, b: Address) => a !== null && a.toLowerCase() === b.toLowerCase()
  const collectionOf = (address: Address): Collection => (isSame(dao.observers, address) ? 'observers' : 'membership')
  const nameOf = (address: Address, number: bigint) => `${collectionOf(address)}:${number}`

  /** Those that gave seats at that time. */
  let gatesThen = dao.gates

  for (const { address, eventName, args, at, transaction } of logs) {
    if (eventName === 'PartsSet') {
      gatesThen = args['gates'] as Address
      continue
    }
    if (eventName === 'Admitted' || eventName === 'Renewed' || eventName === 'TransferAllowed') {
      noteGate(args)
      continue
    }
    const number = args['tokenId'] as bigint
    const seat = seats.get(nameOf(address, number))
    const say = (of: Seat, change: SeatChange, by: Address | null, previousHolder: Address | null = null) =>
      events.push({
        collection: of.collection,
        number,
        change,
        holder: of.holder,
        previousHolder,
        by,
        kind: of.kind,
        reason: '',
        at,
        transaction,
      })
    if (eventName === 'SeatAdmitted') {
      const { holder, by } = args as { holder: Address; by: Address }
      const isVote = isSame(by, dao.treasury)
      const fresh: Draft = {
        collection: collectionOf(address),
        number,
        kind: parseKind(args['kind']) ?? 'member',
        status: 'current',
        holder,
        since: at,
        expiry: parseExpiry(args['expiry'] as number),
        // Which gate, the gates say next. Nobody but the treasury and they give seats to others than founders.
        gate: isVote ? 'vote' : isSame(gatesThen, by) ? 'unknown' : 'founder',
        admittedBy: by,
        reason: '',
        proposal: isVote ? findDecision(transaction) : null,
      }
      seats.set(nameOf(address, number), fresh)
      say(fresh, 'admitted', by)
      continue
    }
    if (seat === undefined) continue
    switch (eventName) {
      case 'SeatRenewed':
        seat.status = 'current'
        seat.expiry = parseExpiry(args['expiry'] as number)
        say(seat, 'renewed', args['by'] as Address)
        break
      case 'SeatLapsed':
        seat.status = 'lapsed'
        say(seat, 'lapsed', null)
        break
      case 'SeatLeft':
        seat.status = 'ended'
        say(seat, 'left', seat.holder)
        break
      case 'SeatRevoked':
        seat.status = 'ended'
        say(seat, 'revoked', dao.treasury)
        break
      case 'SeatKindChanged':
        seat.kind = parseKind(args['to']) ?? seat.kind
        say(seat, 'kindChanged', dao.treasury)
        break
      case 'TransferApproved':
        say(seat, 'transferApproved', args['by'] as Address)
        break
      case 'SeatRecovered': {
        const before = seat.holder
        seat.holder = args['to'] as Address
        say(seat, 'recovered', null, before)
        break
      }
      case 'Transfer': {
        const { from, to } = args as { from: Address; to: Address }
        if (from === zero || to === zero || from === to) break
        seat.holder = to
        say(seat, 'transferred', null, from)
      }
    }
  }
  return { seats: [...seats.values()], events }

  /** What the gates say right after the seats did. */
  function noteGate(args: DecodedLog['args']) {
    const {
      seats: address = dao.membership,
      tokenId,
      by,
      reason = '',
    } = args as {
      seats?: Address
      tokenId: bigint
      by: Address
      reason?: string
    }
    const seat = seats.get(nameOf(address, tokenId))
    const event = events.findLast((one) => one.number === tokenId && one.collection === collectionOf(address))
    if (event) Object.assign(event, { by, reason })
    const gate = gates[Number(args['gate'])]
    if (seat && args['gate'] !== undefined) Object.assign(seat, { gate: gate ?? 'unknown', admittedBy: by, reason })
  }
}
