import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'

/** The guardians of a seat as they are typed. */
export type GuardiansDraft = { readonly accounts: string; readonly threshold: string; readonly days: string }

export type GuardiansProblem = 'line' | 'own' | 'many' | 'threshold' | 'delay'

export type ParsedGuardians =
  | {
      readonly status: 'ok'
      readonly guardians: {
        readonly accounts: readonly Address[]
        readonly threshold: number
        /** Seconds. */
        readonly delay: bigint
      }
    }
  | { readonly status: 'wrong'; readonly field: keyof GuardiansDraft; readonly problem: GuardiansProblem }

/** As `Recovery.MAX_GUARDIANS`, `MIN_DELAY` and `MAX_DELAY`. */
const most = 9
const leastDays = 2n
const mostDays = 30n

/** The guardians that were typed, or what is wrong; mirrors `Recovery._checkGuardians`. No accounts: nobody. */
export function parseGuardians(draft: GuardiansDraft, holder: Address): ParsedGuardians {
  const wrong = (field: keyof GuardiansDraft, problem: GuardiansProblem): ParsedGuardians => ({
    status: 'wrong',
    field,
    problem,
  })
  const lines = draft.accounts.split(/[\s,;，；]+/).filter((line) => line !== '')
  const isValid = (line: string) => isAddress(line, { strict: line !== line.toLowerCase() }) && !/^0x0{40}$/.test(line)
  if (!lines.every(isValid)) return wrong('accounts', 'line')
  const accounts = lines.map((line) => getAddress(line.toLowerCase()))
  if (new Set(accounts).size !== accounts.length) return wrong('accounts', 'line')
  if (accounts.includes(getAddress(holder.toLowerCase()))) return wrong('accounts', 'own')
  if (accounts.length > most) return wrong('accounts', 'many')
  const threshold = /^\d$/.test(draft.threshold.trim()) ? Number(draft.threshold) : 0
  if (accounts.length > 0 && (threshold < 1 || threshold > accounts.length)) return wrong('threshold', 'threshold')
  const days = /^\d{1,2}$/.test(draft.days.trim()) ? BigInt(draft.days.trim()) : 0n
  if (days < leastDays || days > mostDays) return wrong('days', 'delay')
  return {
    status: 'ok',
    guardians: { accounts, threshold: accounts.length === 0 ? 0 : threshold, delay: days * 86_400n },
  }
}
