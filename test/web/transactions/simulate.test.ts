import { type Address, createClient, custom, RpcRequestError } from 'viem'
import { anvil } from 'viem/chains'
import { expect, test } from 'vitest'
import { membershipAbi } from '../../../web/src/generated/abi/membership'
import { addMargin, simulate } from '../../../web/src/transactions/simulate'

const account: Address = `0x${'cd'.repeat(20)}`
const call = { address: account, abi: membershipAbi, functionName: 'leave', args: [7n] } as const

function connect(gas: `0x${string}` | null) {
  const request = async ({ method }: { method: string }) => {
    if (method === 'eth_getTransactionCount') return '0x4'
    if (method === 'eth_call') return '0x'
    if (method === 'eth_estimateGas' && gas !== null) return gas
    const error = { code: -32000, message: 'insufficient funds for transfer' }
    throw new RpcRequestError({ body: {}, error, url: '' })
  }
  return createClient({ chain: anvil, transport: custom({ request }, { retryCount: 0 }) }) as never
}

test('a transaction is given more gas than it would take in the newest block', async () => {
  // Three vote counts that are written anew cost 22,100 each instead of 5,000.
  const estimate = 90_000n
  expect(await simulate(connect('0x15f90'), call, account)).toEqual({ nonce: 4, gas: addMargin(estimate) })
  expect(addMargin(estimate)).toBeGreaterThanOrEqual(estimate + 3n * 22_100n)
})

test('the gas is left to the wallet where the account could not pay', async () => {
  expect(await simulate(connect(null), call, account)).toEqual({ nonce: 4, gas: null })
})

test('the margin goes up to what a chain takes in one transaction, and no further (EIP-7825)', () => {
  const most = 2n ** 24n
  expect(addMargin(13_000_000n)).toBe(15_700_000n)
  for (const gas of [14_000_000n, most - 1n, most]) expect(addMargin(gas)).toBe(most)
  expect(addMargin(most + 1n)).toBeGreaterThan(most + 1n)
})
