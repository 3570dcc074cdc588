import fc from 'fast-check'
import { encodeFunctionData, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { decodeAction } from '../../web/src/domain/action'
import { judgeIndex } from '../../web/src/domain/indexHealth'
import { parsePayment } from '../../web/src/domain/payment'
import { deployments } from '../../web/src/generated/deployments'
import { erc20Abi } from '../../web/src/generated/abi/tokens'
import { governorAbi } from '../../web/src/generated/abi/governor'

const dao = deployments[31337]
const token = dao.assets[0]
const payee = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const asset = { kind: 'erc20', token, symbol: 'LKD', decimals: 6, listed: true } as const

describe('decodeAction', () => {
  it('says what it encoded itself, whatever the amount (T18)', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 255n }), (amount) => {
        const calldata = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, amount] })
        expect(decodeAction({ target: token, value: 0n, calldata }, dao)).toEqual({
          kind: 'transfer',
          token,
          to: payee,
          amount,
        })
      }),
    )
  })
  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(token, dao.governor, dao.treasury),
        (bytes, target) => {
          const calldata: Hex = `0x${Buffer.from(bytes).toString('hex')}`
          expect(decodeAction({ target, value: 0n, calldata }, dao).kind).toBeTypeOf('string')
        },
      ),
    )
  })
  it('calls bytes that say more than the call unknown (T19)', () => {
    const calldata = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, 1n] })
    expect(decodeAction({ target: token, value: 0n, calldata: `${calldata}00` }, dao).kind).toBe('unknown')
  })
  it('does not show a payment where coin goes along', () => {
    const calldata = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, 1n] })
    expect(decodeAction({ target: token, value: 1n, calldata }, dao).kind).toBe('call')
  })
  it('names what the DAO does to itself', () => {
    const calldata = encodeFunctionData({ abi: governorAbi, functionName: 'setVotingDelay', args: [86_400] })
    expect(decodeAction({ target: dao.governor, value: 0n, calldata }, dao)).toMatchObject({
      kind: 'call',
      contract: 'governor',
      functionName: 'setVotingDelay',
    })
  })
})

describe('parsePayment', () => {
  const parse = (to: string, amount: string) => parsePayment({ to, amount, token }, [asset], [dao.governor])
  it('makes the call that was typed', () => {
    expect(parse(payee, '12.5')).toMatchObject({ status: 'ok', amount: 12_500_000n })
  })
  it.each([
    ['0x1', '1', 'to'],
    [payee.replace('C8', 'c8'), '1', 'to'],
    [dao.governor, '1', 'toDao'],
    [payee, '1.1234567', 'amount'],
    [payee, '0', 'amountZero'],
  ])('says what is wrong with %s, %s', (to, amount, problem) => {
    expect(parse(to, amount)).toEqual({ status: 'wrong', problem })
  })
})

describe('judgeIndex (T51, T52)', () => {
  const at = { number: 10n, hash: '0xAA', hasErrors: false }
  it.each([
    [at, 12n, { number: 10n, hash: '0xaa' }, 9n, 'ok'],
    [at, 12n, { number: 10n, hash: '0xbb' }, 9n, 'orphaned'],
    [at, 9n, null, 9n, 'orphaned'],
    [at, 40n, { number: 10n, hash: '0xaa' }, 30n, 'behind'],
    [{ ...at, hasErrors: true }, 12n, { number: 10n, hash: '0xaa' }, 9n, 'halted'],
  ] as const)('%#', (indexed, head, same, due, status) => {
    expect(judgeIndex(indexed, head, same, due).status).toBe(status)
  })
})
