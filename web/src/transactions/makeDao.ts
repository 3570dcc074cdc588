import type { Address } from 'viem'
import type { Parameters } from '../domain/daoParameters'
import { encodeDao } from '../domain/encodeDao'
import { factoryAbi } from '../generated/abi/factory'
import type { Transaction } from './transaction'

/**
 * Makes a whole DAO. Where it stands is in the receipt, and nowhere else before.
 *
 * @example makeDao(factory, parameters)
 */
export function makeDao(factory: Address, parameters: Parameters): Transaction {
  return {
    kind: 'make',
    subject: parameters.name,
    part: 'factory',
    sentence: (t) => t.found.makeSentence(parameters.name),
    call: { address: factory, abi: factoryAbi, functionName: 'make', args: [encodeDao(parameters)] },
  }
}
