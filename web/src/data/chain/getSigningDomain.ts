import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { SigningDomain } from '../../domain/signedBallot'
import { governorAbi } from '../../generated/abi/governor'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/**
 * What is signed for a part of the DAO (EIP-712), as the part itself says (ERC-5267).
 *
 * @param part the governor, where none is given
 * @example describeSignedBallot(await getSigningDomain(client, dao), ballot)
 * @throws AppError
 */
export async function getSigningDomain(
  client: ChainClient,
  dao: DaoContracts,
  part: Address = dao.governor,
): Promise<SigningDomain> {
  try {
    const [, name, version, chainId, verifyingContract] = await readContract(client, {
      address: part,
      abi: governorAbi, // Of ERC-5267 every part has the same.
      functionName: 'eip712Domain',
    })
    return { name, version, chainId: Number(chainId), verifyingContract }
  } catch (error) {
    throw toAppError(error)
  }
}
