import type { Address } from 'viem'
import { encodeFunctionData, sha256, stringToHex } from 'viem/utils'
import { registryAbi } from '../generated/abi/registry'
import { type DocumentKind, documentKinds } from './foldDocuments'
import type { Action } from './proposal'

/** As what a document is adopted: one of a kind, or in the place of another, by its number. */
export type Adoption = DocumentKind | number

/** The call by which a DAO adopts a document; the digest is the one that its CID names. */
export function encodeAdoption(registry: Address, text: string, adoption: Adoption): Action {
  const digest = sha256(stringToHex(text))
  const calldata =
    typeof adoption === 'number'
      ? encodeFunctionData({ abi: registryAbi, functionName: 'repeal', args: [BigInt(adoption), digest] })
      : encodeFunctionData({
          abi: registryAbi,
          functionName: 'adopt',
          args: [digest, documentKinds.indexOf(adoption)],
        })
  return { target: registry, value: 0n, calldata }
}
