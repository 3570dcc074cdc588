import type { Address, Hex, TypedDataDefinition } from 'viem'
import type { ChainClient } from '../data/chain/createChainClient'
import { isSignedBy, isSignedByKey } from '../data/chain/isSignedBy'
import { toAppError } from '../data/toAppError'
import { AppError } from '../domain/appError'
import type { Wallet } from './wallet'

/**
 * Asks the wallet to sign what it can show in words, and makes sure that what it gave back is the account's signature.
 *
 * @example await signTyped(client, await wallet.load(), account, describeInvitation(domain, invitation))
 * @throws AppError `badSignature` where the wallet signed something else, or as somebody else
 */
export async function signTyped(
  client: ChainClient,
  wallet: Wallet,
  account: Address,
  typed: TypedDataDefinition,
): Promise<Hex> {
  const connection = wallet.getConnection()
  if (connection === null || connection.chainId !== client.chain.id) throw new AppError('wrongChain', 'before signing')
  if (connection.account.toLowerCase() !== account.toLowerCase()) throw new AppError('changed', 'before signing')
  let signature: Hex
  try {
    signature = await wallet.sign(typed, connection)
  } catch (error) {
    throw toAppError(error)
  }
  if (!(await isSignedBy(client, account, typed, signature))) throw new AppError('badSignature', 'of the wallet')
  return (await isSignedByKey(account, typed, signature)) ? endAsContractsExpect(signature) : signature
}

/** Some wallets end a key's signature with 0 or 1 for 27 or 28, which contracts refuse (OpenZeppelin's `ECDSA`). */
function endAsContractsExpect(signature: Hex): Hex {
  return signature.replace(
    /^(0x[0-9a-f]{128})0([01])$/i,
    (_, parts: string, last: string) => `${parts}${last === '0' ? '1b' : '1c'}`,
  ) as Hex
}
