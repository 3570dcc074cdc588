import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { readDrawLine, sumDraw } from '../../../web/src/domain/drawDraft'

const payee = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const other = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const treasury: Address = `0x${'11'.repeat(20)}`
const limits = { decimals: 6, payees: [] as Address[], forbidden: [treasury] }
const read = (to: string, amount: string, more: Partial<typeof limits> = {}) =>
  readDrawLine({ payee: to, amount }, { ...limits, ...more })

describe('a line of a draw', () => {
  it('is read as it was typed', () => {
    expect(read(` ${payee} `, '12.5')).toEqual({
      ...{ payee, amount: 12_500_000n, payeeProblem: null, amountProblem: null },
    })
    expect(read(payee.toLowerCase(), '1').payee).toBe(payee)
  })

  it('says what is wrong, of what was typed only', () => {
    expect(read('', '')).toEqual({ payee: null, amount: null, payeeProblem: null, amountProblem: null })
    expect(read('0x12', '1').payeeProblem).toBe('account')
    expect(read(`0x${'0'.repeat(40)}`, '1').payeeProblem).toBe('account')
    expect(read(payee.replace('C5', 'c5'), '1').payeeProblem).toBe('checksum')
    expect(read(treasury, '1').payeeProblem).toBe('forbidden')
    expect(read(other, '1', { payees: [payee] }).payeeProblem).toBe('notListed')
    expect(read(payee, '1', { payees: [payee] }).payeeProblem).toBeNull()
    expect(['0', '1.0000001', '1,5', 'x', '9'.repeat(70)].map((amount) => read(payee, amount).amountProblem)).toEqual([
      ...['zero', 'amount', 'amount', 'amount', 'amount'],
    ])
  })

  it('counts only where all lines are whole', () => {
    expect(sumDraw([read(payee, '1'), read(other, '2')])?.sum).toBe(3_000_000n)
    expect(sumDraw([read(payee, '1'), read(other, '')])).toBeNull()
    expect(sumDraw([])).toBeNull()
  })
})
