import { type Address, createClient, custom, type Hash } from 'viem'
import { anvil } from 'viem/chains'
import { expect, test } from 'vitest'
import { judgeTransaction } from '../../../web/src/domain/journal'
import { sight } from '../../../web/src/transactions/sight'

const hash: Hash = `0x${'ab'.repeat(32)}`
const account: Address = `0x${'cd'.repeat(20)}`
const entry = {
  key: 'key',
  kind: 'propose',
  subject: '',
  chainId: 31337,
  account,
  nonce: 4,
  hash,
  status: 'sent',
  at: 1,
} as const

/** A chain whose next block, with the transaction in it, comes after so many answers. */
function connect(answersBefore: number) {
  let answers = 0
  const request = async ({ method }: { method: string }) => {
    const isMined = answers++ >= answersBefore
    if (method === 'eth_getTransactionCount') return isMined ? '0x5' : '0x4'
    const place = { blockHash: hash, blockNumber: '0x1', transactionIndex: '0x0', from: account, to: account }
    if (method === 'eth_getTransactionByHash')
      return { ...(isMined ? place : {}), hash, nonce: '0x4', type: '0x2', value: '0x0', gas: '0x0' }
    if (method === 'eth_getTransactionReceipt')
      return isMined ? { ...place, transactionHash: hash, status: '0x1', logs: [], type: '0x2' } : null
    throw new Error(method)
  }
  return createClient({ chain: anvil, transport: custom({ request }) })
}

test.each([0, 1, 2, 3])('a block after %i answers does not make it replaced', async (answersBefore) => {
  const status = judgeTransaction(entry, await sight(connect(answersBefore) as never, account, hash))
  expect(['sent', 'confirmed']).toContain(status)
})
