import type { Address } from 'viem'
import { getBalance, readContract } from 'viem/actions'
import { erc1155Abi, erc20Abi } from '../../generated/abi/tokens'
import type { Asset, Balance } from '../../domain/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * What an account holds of each asset, from the chain: now, or as of a block that the node still knows. Of an ERC-1155
 * only ids are counted: a collection without one is left out.
 *
 * @example await listBalances(client, dao.treasury, assets)
 * @throws AppError
 */
export async function listBalances(
  client: ChainClient,
  account: Address,
  assets: readonly Asset[],
  blockNumber?: bigint,
): Promise<Balance[]> {
  const block = blockNumber === undefined ? {} : { blockNumber }
  try {
    const read = ({ kind, token, tokenId }: Asset): Promise<bigint> => {
      if (token === null) return getBalance(client, { address: account, ...block })
      const contract = { address: token, functionName: 'balanceOf', ...block } as const
      return kind === 'erc1155'
        ? readContract(client, { ...contract, abi: erc1155Abi, args: [account, tokenId!] })
        : readContract(client, { ...contract, abi: erc20Abi, args: [account] })
    }
    const counted = assets.filter(({ kind, tokenId }) => kind !== 'erc1155' || tokenId !== undefined)
    return await Promise.all(counted.map(async (asset) => ({ asset, amount: await read(asset) })))
  } catch (error) {
    throw toAppError(error)
  }
}
