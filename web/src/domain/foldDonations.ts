import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import type { DecodedLog } from './decodedLog'
import type { Gift, Purpose, Purse, PurseDay, Spending } from './donation'
import { startOfDay } from './period'
import { sortDays } from './series'
import type { Flow } from './treasury'

type Writable<Record> = { -readonly [Key in keyof Record]: Record[Key] }
type Draft = Writable<Purpose> & { purses: Writable<Purse>[] }

const orNull = (address: Address) => (address === zeroAddress ? null : address)

/**
 * The purposes of donations in the order of opening, all gifts and spendings with the newest first, and what they sum to
 * in each day with the oldest first, from the events of the donations contract alone.
 *
 * @param logs in the order of the chain
 * @param findDecision the proposal that an operation of the treasury carries out
 */
export function foldDonations(
  logs: readonly DecodedLog[],
  findDecision: (operation: Hex) => Flow['proposal'] = () => null,
): {
  readonly purposes: readonly Purpose[]
  readonly gifts: readonly Gift[]
  readonly spendings: readonly Spending[]
  readonly days: readonly PurseDay[]
} {
  const days = new Map<string, PurseDay>()
  const purposes = new Map<bigint, Draft>()
  const gifts: Gift[] = []
  const spendings: Spending[] = []
  for (const { eventName, args, at, transaction } of logs) {
    const number = args['purposeId'] as bigint
    if (eventName === 'PurposeOpened') {
      const { decision, name } = args as { decision: Hex; name: string }
      const none = { closedAt: null, giftCount: 0, purses: [] }
      purposes.set(number, { number, name, proposal: findDecision(decision), openedAt: at, ...none })
      continue
    }
    const purpose = purposes.get(number)
    if (purpose === undefined) continue
    if (eventName === 'PurposeClosed') purpose.closedAt = at
    if (eventName !== 'Given' && eventName !== 'Spent') continue
    const { asset, amount } = args as { asset: Address; amount: bigint }
    const purse = findPurse(purpose, orNull(asset))
    const moved = { purpose: number, token: purse.token, amount, at, transaction }
    if (eventName === 'Given') {
      const { from, note } = args as { from: Address; note: string }
      purpose.giftCount += 1
      purse.given += amount
      gifts.push({ ...moved, from, note })
    } else {
      const { to, ref, decision } = args as { to: Address; ref: Hex; decision: Hex }
      purse.spent += amount
      const digest = ref === zeroHash ? null : ref
      spendings.push({ ...moved, to, digest, proposal: findDecision(decision) })
    }
    purse.held = purse.given - purse.spent
    const day = startOfDay(at)
    const key = `${day}:${number}:${purse.token}`
    const before = days.get(key)
    days.set(key, {
      ...{ day, purpose: number, token: purse.token },
      received: (before?.received ?? 0n) + (eventName === 'Given' ? amount : 0n),
      paid: (before?.paid ?? 0n) + (eventName === 'Spent' ? amount : 0n),
      balance: purse.held,
    })
  }
  for (const purpose of purposes.values()) purpose.purses.sort(byToken)
  return {
    ...{ purposes: [...purposes.values()], gifts: gifts.reverse(), spendings: spendings.reverse() },
    days: sortDays([...days.values()]),
  }
}

function findPurse(purpose: Draft, token: Address | null): Writable<Purse> {
  const found = purpose.purses.find((purse) => purse.token === token)
  if (found) return found
  const purse = { token, given: 0n, spent: 0n, held: 0n }
  purpose.purses.push(purse)
  return purse
}

/** The coin first, then by address. */
function byToken(a: Purse, b: Purse): number {
  const [one, other] = [a.token ?? zeroAddress, b.token ?? zeroAddress].map((token) => token.toLowerCase())
  return one! < other! ? -1 : one! > other! ? 1 : 0
}
