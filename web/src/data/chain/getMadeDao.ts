import type { Address, Hash, Hex } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { isAddressEqual, parseEventLogs } from 'viem/utils'
import { AppError } from '../../domain/appError'
import { factoryAbi } from '../../generated/abi/factory'
import { toAppError } from '../toAppError'
import type { DaoAddresses } from './checkDao'
import type { ChainClient } from './createChainClient'

/** A DAO as the receipt of the transaction that made it says. */
export type MadeDao = {
  readonly contracts: DaoAddresses
  readonly name: string
  readonly creator: Address
  /** Root of the founders who are seated afterwards. */
  readonly others: Hex
  /** The block. */
  readonly madeIn: bigint
}

/**
 * The DAO that a transaction made, by the factory's own event in its receipt: no other word for where it stands is taken.
 *
 * @example await getMadeDao(client, factory, hash)
 * @throws AppError `malformed` where the transaction made none by this factory
 */
export async function getMadeDao(client: ChainClient, factory: Address, hash: Hash): Promise<MadeDao> {
  try {
    const receipt = await getTransactionReceipt(client, { hash })
    const [made] = parseEventLogs({ abi: factoryAbi, eventName: 'DaoMade', logs: receipt.logs }).filter(({ address }) =>
      isAddressEqual(address, factory),
    )
    if (receipt.status !== 'success' || made === undefined) throw new AppError('malformed', `no DAO in ${hash}`)
    const { contracts, name, creator, others } = made.args
    return { contracts, name, creator, others, madeIn: receipt.blockNumber }
  } catch (error) {
    throw toAppError(error)
  }
}
