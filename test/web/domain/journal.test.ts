import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatJournal,
  isOpen,
  type JournalEntry,
  judgeTransaction,
  parseJournal,
  reopenJournal,
  type Sighting,
  type TransactionStatus,
} from '../../../web/src/domain/journal'

const sent: JournalEntry = {
  key: '0x01',
  kind: 'vote',
  subject: 'Mend the boat',
  chainId: 31337,
  account: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  nonce: 7,
  hash: '0x02',
  status: 'sent',
  at: 1,
}
const asked: JournalEntry = { ...sent, hash: null, status: 'asked' }
const nowhere = (mined: number, isPending = false): Sighting => ({ receipt: null, isPending, mined })

describe('what becomes of a transaction', () => {
  it.each<[string, JournalEntry, Sighting, TransactionStatus]>([
    ['confirmed by its own receipt', sent, { receipt: 'success' }, 'confirmed'],
    ['refused by its own receipt', sent, { receipt: 'reverted' }, 'reverted'],
    ['on its way while a node has it', sent, nowhere(7, true), 'sent'],
    ['replaced where its place was taken', sent, nowhere(8), 'replaced'],
    ['replaced even while a node still has it', sent, nowhere(8, true), 'replaced'],
    ['dropped where nobody has it', sent, nowhere(7), 'dropped'],
    ['not known without a hash, whatever was mined', asked, nowhere(9), 'asked'],
    ['not known after a reload', { ...asked, status: 'unknown' }, nowhere(9), 'unknown'],
  ])('is %s (T69)', (_, entry, sighting, status) => {
    expect(judgeTransaction(entry, sighting)).toBe(status)
  })

  it('may still count while it was asked, was sent, or is unknown', () => {
    const open = (['asked', 'sent', 'unknown', 'confirmed', 'reverted', 'replaced', 'dropped'] as const).filter(
      (status) => isOpen({ ...sent, status }),
    )
    expect(open).toEqual(['asked', 'sent', 'unknown'])
  })
})

describe('the journal', () => {
  it('is read back as it was written, the newest fifty', () => {
    const entries = Array.from({ length: 60 }, (_, index) => ({ ...(index % 2 ? sent : asked), at: 60 - index }))
    expect(parseJournal(formatJournal(entries))).toEqual(entries.slice(0, 50))
  })

  it('knows nothing of what was being asked when the page was left, and the rest as it was', () => {
    expect(reopenJournal([asked, sent]).map(({ status }) => status)).toEqual(['unknown', 'sent'])
  })

  it('holds only entries, whatever stands in storage', () => {
    expect(parseJournal(null)).toEqual([])
    expect(parseJournal('{')).toEqual([])
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.json()).map((parts) => `[${parts.join()}]`),
    )
    fc.assert(
      fc.property(text, (stored) => {
        for (const entry of parseJournal(stored)) expect(entry.key).toBeTypeOf('string')
      }),
    )
    for (const key of Object.keys(sent)) {
      expect(parseJournal(JSON.stringify([{ ...sent, [key]: undefined }, sent]))).toEqual([sent])
    }
  })
})
