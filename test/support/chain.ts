import { createPublicClient, createTestClient, createWalletClient, http, type Address, type Hex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { mnemonic } from '../../scripts/stack/accounts.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'

/** Account of the development mnemonic. */
export function getAccount(index: number) {
  return mnemonicToAccount(mnemonic, { addressIndex: index })
}

/** Readers and writers of one local chain, without any cache. */
export function connectChain(rpcUrl: string) {
  const transport = http(rpcUrl, { retryCount: 0 })
  const shared = { chain: foundry, transport, cacheTime: 0, pollingInterval: 100 } as const
  return {
    reader: createPublicClient(shared),
    writer: createWalletClient(shared),
    clock: createTestClient({ ...shared, mode: 'anvil' }),
  }
}

export type ChainConnection = ReturnType<typeof connectChain>

/**
 * More than any transaction of a test needs. An estimate is made for the second of the last block: in the next second
 * votes are written to a new place of their history, which costs more than writing over the last.
 */
export const enoughGas = 8_000_000n

/** Sends one transaction and waits for it; throws where it reverts. */
export async function send(
  { reader, writer }: ChainConnection,
  index: number,
  call: { to: Address; data?: Hex; value?: bigint },
): Promise<void> {
  if ((await reader.getChainId()) !== foundry.id) throw new Error('this is not the local chain')
  const hash = await writer.sendTransaction({ account: getAccount(index), gas: enoughGas, ...call })
  const { status } = await waitForReceipt(reader, hash)
  if (status !== 'success') throw new Error(`reverted: ${hash}`)
}

/** Lets chain time pass. */
export async function step({ clock }: ChainConnection, seconds: number): Promise<void> {
  await clock.increaseTime({ seconds })
  await clock.mine({ blocks: 1 })
}
