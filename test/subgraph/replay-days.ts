import { keccak256, stringToHex } from 'viem'
import type { Row, Tables } from './entities.js'
import { word } from './replay-core.js'

/** A payment by a right, in words that its right has told. */
export type Spending = { asset: string; category: string; purpose: string; amount: bigint; at: bigint }
/** What came to an asset or a purse, or went. */
type Movement = { of: string; came: bigint; went: bigint; at: bigint }

const seconds = 86_400n
const startOfDay = (at: bigint) => at - (at % seconds)
const hashText = (text: string) => keccak256(stringToHex(text)).slice(2)
const sum = <Item>(items: Item[], read: (item: Item) => bigint) =>
  String(items.reduce((total, item) => total + read(item), 0n))

/** Each day from its beginning to its end, once all that moved is known: nothing is carried from one to the next. */
export function addDays(tables: Tables, spendings: readonly Spending[]) {
  const move = (name: string, of: string, came: (row: Row) => boolean) =>
    [...tables.get(name)!.values()].map((row): Movement => {
      const [amount, isIn] = [BigInt(row.amount as string), came(row)]
      const at = BigInt(row.at as string)
      return { of: row[of] as string, came: isIn ? amount : 0n, went: isIn ? 0n : amount, at }
    })
  const flows = move('Flow', 'asset', ({ direction }) => direction === 'IN')
  const gifts = move('Gift', 'purse', () => true)
  const spent = move('PurseSpent', 'purse', () => false)
  const collect = (name: string, rows: Row[]) => tables.set(name, new Map(rows.map((row) => [row.id as string, row])))

  collect(
    'AssetDay',
    sumDays(flows).map(({ id, of, day, came, went, left, count }) => {
      return { id, asset: of, day, received: came, paid: went, balance: left, flowCount: count }
    }),
  )
  collect(
    'PurseDay',
    sumDays([...gifts, ...spent]).map(({ id, of, day, came, went, left }) => {
      return { id, purse: of, day, given: came, spent: went, held: left }
    }),
  )
  const nameDay = ({ asset, category, purpose, at }: Spending) =>
    asset + word(startOfDay(at)) + hashText(category) + hashText(purpose)
  collect(
    'SpendingDay',
    [...new Map(spendings.map((each) => [nameDay(each), each]))].map(([id, { asset, category, purpose, at }]) => {
      const own = spendings.filter((each) => nameDay(each) === id)
      const facts = { id, asset, day: String(startOfDay(at)), category, purpose }
      return { ...facts, amount: sum(own, ({ amount }) => amount), paymentCount: String(own.length) }
    }),
  )
}

/** What came and went in each day of each asset or purse, and what was left of all that ever came. */
function sumDays(movements: Movement[]) {
  const days = new Map(
    movements.map(({ of, at }) => [of + word(startOfDay(at)), { of, start: startOfDay(at) }] as const),
  )
  return [...days].map(([id, { of, start }]) => {
    const sofar = movements.filter((each) => each.of === of && each.at < start + seconds)
    const own = sofar.filter(({ at }) => at >= start)
    return {
      ...{ id, of, day: String(start), count: String(own.length) },
      came: sum(own, ({ came }) => came),
      went: sum(own, ({ went }) => went),
      left: sum(sofar, ({ came, went }) => came - went),
    }
  })
}
