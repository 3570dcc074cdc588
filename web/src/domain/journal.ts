import type { Address, Hash } from 'viem'
import type { DaoName } from './route'

export type TransactionKind =
  | 'vote'
  | 'propose'
  | 'queue'
  | 'execute'
  | 'cancel'
  | 'delegate'
  | 'carry'
  | 'sweep'
  | 'leave'
  | 'renew'
  | 'admit'
  | 'join'
  | 'withdraw'
  | 'closeGate'
  | 'nameGuardians'
  | 'recovery'
  | 'statement'
  | 'transfer'
  | 'draw'
  | 'objection'
  | 'grant'
  | 'payout'
  | 'share'
  | 'gift'
  | 'income'
  | 'allowance'
  | 'batch'
  | 'make'
  | 'seat'

/**
 * What is known of a transaction. `asked`: handed to the wallet, no hash yet. `sent`: it has a hash. `unknown`: asked
 * for before the page was left, so nobody here can say. The others are final.
 */
export type TransactionStatus = 'asked' | 'sent' | 'unknown' | 'confirmed' | 'reverted' | 'replaced' | 'dropped'

export type JournalEntry = {
  /** What makes two transactions the same: chain, account, call. */
  readonly key: string
  readonly kind: TransactionKind
  /** The title of the proposal, or an account: what the reader knows it by. */
  readonly subject: string
  readonly chainId: number
  /** The governor of the DAO that it was sent for; absent from what an earlier version kept. */
  readonly governor?: Address
  readonly account: Address
  /** How many transactions the account had sent before. */
  readonly nonce: number
  readonly hash: Hash | null
  readonly status: TransactionStatus
  /** Milliseconds; only for the order of the list. */
  readonly at: number
}

/** What the chain says about a transaction that was sent. */
export type Sighting =
  | { readonly receipt: 'success' | 'reverted' }
  | {
      readonly receipt: null
      readonly isPending: boolean
      /** Transactions of the account that are in blocks. */ readonly mined: number
    }

const open = new Set<TransactionStatus>(['asked', 'sent', 'unknown'])

/** Whether the transaction may still be counted, so that the same one must not be sent again. */
export function isOpen(entry: JournalEntry): boolean {
  return open.has(entry.status)
}

/** Whether it was sent for a DAO, or may have been. */
export function isOfDao(entry: JournalEntry, { chainId, governor }: DaoName): boolean {
  if (entry.chainId !== chainId) return false
  return entry.governor === undefined || entry.governor.toLowerCase() === governor.toLowerCase()
}

/** What a journal read back after a reload says: what was being asked then is unknown now. */
export function reopenJournal(entries: readonly JournalEntry[]): JournalEntry[] {
  return entries.map((entry) => (entry.status === 'asked' ? { ...entry, status: 'unknown' as const } : entry))
}

/**
 * What a look at the chain makes of an entry. A transaction is confirmed only by a receipt of its own hash; when its
 * place was taken by another it was replaced, and when nobody has it any more it was dropped.
 */
export function judgeTransaction(entry: JournalEntry, sighting: Sighting): TransactionStatus {
  if (sighting.receipt !== null) return sighting.receipt === 'success' ? 'confirmed' : 'reverted'
  if (entry.hash === null) return entry.status
  if (sighting.mined > entry.nonce) return 'replaced'
  return sighting.isPending ? 'sent' : 'dropped'
}

/** A journal as text, and back; what does not read as an entry is left out. */
export function formatJournal(entries: readonly JournalEntry[]): string {
  return JSON.stringify(entries.slice(0, 50))
}

/** @see formatJournal */
export function parseJournal(text: string | null): JournalEntry[] {
  if (text === null) return []
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return [] // A journal that cannot be read is as good as none: nothing is sent because of it.
  }
  return Array.isArray(found) ? found.filter(isEntry) : []
}

function isEntry(value: unknown): value is JournalEntry {
  const entry = value as Partial<JournalEntry> | null
  return (
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.key === 'string' &&
    typeof entry.kind === 'string' &&
    typeof entry.subject === 'string' &&
    typeof entry.chainId === 'number' &&
    (entry.governor === undefined || typeof entry.governor === 'string') &&
    typeof entry.account === 'string' &&
    typeof entry.nonce === 'number' &&
    typeof entry.at === 'number' &&
    (entry.hash === null || typeof entry.hash === 'string') &&
    typeof entry.status === 'string'
  )
}
