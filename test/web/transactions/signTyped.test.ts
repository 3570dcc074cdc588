import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import type { ChainClient } from '../../../web/src/data/chain/createChainClient'
import { signTyped } from '../../../web/src/transactions/signTyped'
import type { Wallet } from '../../../web/src/transactions/wallet'

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const client = { chain: { id: 1 } } as ChainClient
const describeNumber = (number: number) => ({
  domain: { chainId: 1 },
  types: { Word: [{ name: 'number', type: 'uint256' }] },
  primaryType: 'Word' as const,
  message: { number },
})
const wallet = (sign: (signature: Hex) => Hex) =>
  ({
    getConnection: () => ({ account: account.address, chainId: 1 }),
    sign: async (typed: Parameters<typeof account.signTypedData>[0]) => sign(await account.signTypedData(typed)),
  }) as unknown as Wallet

describe('a key’s signature', () => {
  it.each([1, 2, 3, 4])('ends as contracts expect, also where the wallet ends it with 0 or 1 (%i)', async (number) => {
    const typed = describeNumber(number)
    const usual = await account.signTypedData(typed)
    const short = wallet((signature) => `${signature.slice(0, -2)}0${signature.endsWith('1b') ? 0 : 1}` as Hex)
    expect(await signTyped(client, short, account.address, typed)).toBe(usual)
    expect(
      await signTyped(
        client,
        wallet((signature) => signature),
        account.address,
        typed,
      ),
    ).toBe(usual)
  })
})
