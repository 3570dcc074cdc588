import type { Address, Hex, TypedDataDefinition } from 'viem'
import { parseAbi } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { hashTypedData, recoverAddress } from 'viem/utils'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

const walletAbi = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)'])
const magic = '0x1626ba7e'

/**
 * Whether a signature of typed data (EIP-712) is an account's: computed here where the account has a key, asked of it
 * (ERC-1271) where it is a contract. As OpenZeppelin's `SignatureChecker`.
 *
 * @example await isSignedBy(client, voter, describeSignedBallot(domain, ballot), ballot.signature)
 * @throws AppError where the chain cannot be asked
 */
export async function isSignedBy(
  client: ChainClient,
  account: Address,
  typed: TypedDataDefinition,
  signature: Hex,
): Promise<boolean> {
  if (await isSignedByKey(account, typed, signature)) return true
  const hash = hashTypedData(typed)
  try {
    const code = await getCode(client, { address: account })
    if (code === undefined || code === '0x') return false
  } catch (error) {
    throw toAppError(error)
  }
  try {
    const answer = await readContract(client, {
      address: account,
      abi: walletAbi,
      functionName: 'isValidSignature',
      args: [hash, signature],
    })
    return answer === magic
  } catch (error) {
    if (toAppError(error).kind === 'chainUnreachable') throw toAppError(error)
    return false // A contract that refuses to answer has not said yes.
  }
}

/** Whether a signature of typed data (EIP-712) is that of an account's key; nobody is asked. */
export async function isSignedByKey(account: Address, typed: TypedDataDefinition, signature: Hex): Promise<boolean> {
  return (await recover(hashTypedData(typed), signature)).toLowerCase() === account.toLowerCase()
}

async function recover(hash: Hex, signature: Hex): Promise<string> {
  try {
    return await recoverAddress({ hash, signature })
  } catch {
    return '' // Not the form of a key's signature: a contract may still know it.
  }
}
