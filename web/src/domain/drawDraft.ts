import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import { parseMoney } from './money'

/** A payment of a draw as it is typed: nothing in it is checked yet. */
export type DrawLine = { readonly payee: string; readonly amount: string }

/** A line that was read: what it pays, or what is wrong with its account and with its amount; null for what is empty. */
export type ReadLine = {
  readonly payee: Address | null
  readonly amount: bigint | null
  readonly payeeProblem: 'account' | 'checksum' | 'notListed' | 'forbidden' | null
  readonly amountProblem: 'amount' | 'zero' | null
}

/** What a budget lets a line pay. */
export type DrawLimits = {
  readonly decimals: number
  /** Empty for anybody. */
  readonly payees: readonly Address[]
  /** What the treasury never pays: itself and the token. */
  readonly forbidden: readonly Address[]
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** Reads a typed line by what the budget allows. */
export function readDrawLine(line: DrawLine, { decimals, payees, forbidden }: DrawLimits): ReadLine {
  const typed = line.payee.trim()
  const account = readPayee(typed)
  const payee = account === 'account' || account === 'checksum' ? null : account
  const payeeProblem =
    typed === ''
      ? null
      : payee === null
        ? (account as 'account' | 'checksum')
        : forbidden.some((one) => same(one, payee))
          ? 'forbidden'
          : payees.length > 0 && !payees.some((one) => same(one, payee))
            ? 'notListed'
            : null
  const amount = parseMoney(line.amount, decimals)
  const isHuge = amount !== null && amount >= 2n ** 208n
  const amountProblem =
    line.amount.trim() === '' ? null : amount === null || isHuge ? 'amount' : amount === 0n ? 'zero' : null
  return {
    payee: payeeProblem === null ? payee : null,
    amount: amountProblem === null ? amount : null,
    payeeProblem,
    amountProblem,
  }
}

function readPayee(typed: string): Address | 'account' | 'checksum' {
  if (!isAddress(typed, { strict: false }) || /^0x0{40}$/i.test(typed)) return 'account'
  const digits = typed.slice(2)
  const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase()
  return isPlain || isAddress(typed) ? getAddress(typed.toLowerCase()) : 'checksum'
}

/** What lines pay together, and their rows; null where one of them is not whole. */
export function sumDraw(
  lines: readonly ReadLine[],
): { readonly rows: readonly { payee: Address; amount: bigint }[]; readonly sum: bigint } | null {
  const rows = lines.flatMap(({ payee, amount }) => (payee === null || amount === null ? [] : [{ payee, amount }]))
  if (rows.length !== lines.length || rows.length === 0) return null
  return { rows, sum: rows.reduce((total, { amount }) => total + amount, 0n) }
}
