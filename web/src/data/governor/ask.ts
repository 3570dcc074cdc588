import type { Abi, Address } from 'viem'
import { call, type CallParameters } from 'viem/actions'
import { decodeFunctionResult, encodeFunctionData } from 'viem/utils'
import type { ChainClient } from '../chain/createChainClient'
import { toAppError } from '../toAppError'

/** What a stranger's getter may burn before it counts as not answering. */
const gas = 10_000_000n

/**
 * What a contract that nobody vouches for answers; null where it has no such function, reverts, takes too much gas, or
 * gives bytes that do not read as its answer.
 *
 * @example await ask(client, { address, abi: foreignGovernorAbi, functionName: 'name' }) // 'River DAO', or null
 * @throws AppError where the chain cannot be asked
 */
export async function ask<Value>(
  client: ChainClient,
  question: {
    readonly address: Address
    readonly abi: Abi
    readonly functionName: string
    readonly args?: readonly unknown[]
  },
): Promise<Value | null> {
  const { address: to, ...rest } = question
  let data
  try {
    const asked: CallParameters = { to, data: encodeFunctionData(rest), gas }
    ;({ data } = await call(client, asked))
  } catch (error) {
    if (toAppError(error).kind === 'chainUnreachable') throw toAppError(error)
    return null // It reverts: that is an answer, too.
  }
  if (data === undefined || data === '0x') return null
  try {
    return decodeFunctionResult({ ...rest, data } as Parameters<typeof decodeFunctionResult>[0]) as Value
  } catch {
    return null // Bytes that are no such answer.
  }
}
