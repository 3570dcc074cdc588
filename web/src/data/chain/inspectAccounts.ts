import type { Address } from 'viem'
import { getCode, getTransactionCount } from 'viem/actions'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

/** What is at an address: a contract, an account that sent something, or neither. */
export type AccountNature = 'contract' | 'used' | 'unused'

/** How many accounts are asked for at once. */
const most = 100

/**
 * What is at some addresses, in parts: each answer is that of the next hundred, so that the page can say how far it is.
 *
 * @example for await (const part of inspectAccounts(client, accounts)) …
 * @throws AppError
 */
export async function* inspectAccounts(
  client: ChainClient,
  accounts: readonly Address[],
): AsyncGenerator<ReadonlyMap<string, AccountNature>> {
  for (let start = 0; start < accounts.length; start += most) {
    try {
      const part = await Promise.all(
        accounts.slice(start, start + most).map(async (address) => {
          const [code, sent] = await Promise.all([
            getCode(client, { address }),
            getTransactionCount(client, { address }),
          ])
          const nature = (code ?? '0x') !== '0x' ? 'contract' : sent > 0 ? 'used' : 'unused'
          return [address.toLowerCase(), nature] as const
        }),
      )
      yield new Map(part)
    } catch (error) {
      throw toAppError(error)
    }
  }
}
