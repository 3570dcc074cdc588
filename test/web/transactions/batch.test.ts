import { type Address, decodeFunctionData, encodeFunctionData, toFunctionSelector } from 'viem'
import { describe, expect, it } from 'vitest'
import { multicall3Abi } from '../../../web/src/data/chain/multicall3'
import { membershipAbi } from '../../../web/src/generated/abi/membership'
import { batchByMulticall, toWalletCalls } from '../../../web/src/transactions/batch'
import type { Transaction } from '../../../web/src/transactions/transaction'

const account = (digit: number): Address => `0x${String(digit).repeat(40)}`
const make = (seat: bigint): Transaction => ({
  ...{ kind: 'queue', subject: `Seat ${seat}`, part: 'governor', sentence: () => '' },
  call: { address: account(1), abi: membershipAbi, functionName: 'leave', args: [seat] },
})
const two = [make(1n), make(2n)]

describe('several transactions as one', () => {
  it('are calls of which each may fail', () => {
    const { call } = batchByMulticall(account(9), two, [100n, 200n])
    const [calls] = call.args as [readonly { target: Address; allowFailure: boolean; callData: string }[]]
    expect(calls.map(({ target, allowFailure }) => [target, allowFailure])).toEqual([
      [account(1), true],
      [account(1), true],
    ])
    expect(calls.map(({ callData }) => callData)).toEqual(two.map((one) => encodeFunctionData(one.call)))
    expect(call.address).toBe(account(9))
  })

  it('have the gas of all of them, and more than what is kept back of it', () => {
    const gas = [1_000_000n, 2_000_000n]
    const { leastGas } = batchByMulticall(account(9), two, gas)
    expect((leastGas! * 63n) / 64n).toBeGreaterThan(3_000_000n)
  })

  it('go to a wallet as they are where one that fails leaves the others', () => {
    expect(toWalletCalls(two, null)).toEqual(
      two.map(({ call }) => ({ to: account(1), data: encodeFunctionData(call) })),
    )
  })

  it('go to a wallet that makes all or none as calls that cannot fail', () => {
    const calls = toWalletCalls(two, account(9))
    expect(calls.map(({ to }) => to)).toEqual([account(9), account(9)])
    for (const [index, { data }] of calls.entries()) {
      expect(data.startsWith(toFunctionSelector('aggregate3((address,bool,bytes)[])'))).toBe(true)
      const { args } = decodeFunctionData({ abi: multicall3Abi, data })
      expect(args[0]).toEqual([
        { target: account(1), allowFailure: true, callData: encodeFunctionData(two[index]!.call) },
      ])
    }
  })
})
