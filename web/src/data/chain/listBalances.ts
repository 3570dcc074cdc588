import type { Address } from 'viem'
import { getBalance, readContract } from 'viem/actions'
import { erc20Abi } from '../../generated/abi/tokens'
import type { Asset, Balance } from '../../domain/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * What an account holds of each asset, from the chain: now, or as of a block that the node still knows.
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
    return await Promise.all(
      assets.map(async (asset) => ({
        asset,
        amount:
          asset.token === null
            ? await getBalance(client, { address: account, ...block })
            : await readContract(client, {
                address: asset.token,
                abi: erc20Abi,
                functionName: 'balanceOf',
                args: [account],
                ...block,
              }),
      })),
    )
  } catch (error) {
    throw toAppError(error)
  }
}
