import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { createPublicClient, http } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import type { ChainClient } from '../web/src/data/chain/createChainClient.js'
import { findFactory } from '../web/src/data/chain/findDeployment.js'
import { type Census, getCensus } from '../web/src/data/chain/getCensus.js'
import { describeCheck } from './deploy/census.js'

const usage = 'npm run census -- --rpc-url <url> --governor <address> [--factory <address>] [--from <block>]'

const sources: Record<Census['namedBy'], string> = {
  factory: 'the factory',
  deployment: 'the deployments file',
  governor: 'the governor and its membership',
}

const verdicts: Record<Census['verdict'], string> = {
  made: 'All holds: this DAO is what the factory of this release makes.',
  changed: 'What does not hold was changed by votes of the DAO: read what it put there.',
  partly: 'What could be compared holds, or was changed by votes. Name the factory, so that the rest can be.',
  other: 'This DAO is not what the factory of this release makes.',
}

/**
 * Compares a DAO on any chain with what the factory of this release makes, and says each comparison as a line.
 *
 * @returns 0 where all holds, 2 where something does not.
 * @throws AppError, or Error for arguments that say nothing.
 */
export async function census(args: string[], log: (line: string) => void = console.log): Promise<0 | 2> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { 'rpc-url': text, governor: text, factory: text, from: text } })
  const { governor, factory: given, from = '0' } = values
  const isWrong = !governor || !isAddress(governor) || (given && !isAddress(given)) || !/^\d{1,15}$/.test(from)
  if (!values['rpc-url'] || isWrong) throw new Error(usage)

  const client = createPublicClient({ transport: http(values['rpc-url']), cacheTime: 0 }) as unknown as ChainClient
  const reader = client as unknown as ReturnType<typeof createPublicClient>
  const [chainId, head] = [await reader.getChainId(), await reader.getBlockNumber()]
  const factory = given ? getAddress(given) : findFactory({ id: chainId })
  log(`chain ${chainId}, block ${head}, governor ${getAddress(governor)}, factory ${factory ?? 'not known'}`)
  const name = { chainId, governor: getAddress(governor) }
  const found = await getCensus(client, name, factory, BigInt(from), head)
  log(`its contracts are named by ${sources[found.namedBy]}`)
  for (const check of found.checks) {
    const { what, expected, actual } = describeCheck(check)
    log(check.holds ? `holds   ${what}: ${actual}` : `DIFFERS ${what}: expected ${expected}, is ${actual}`)
  }
  const failed = found.checks.filter(({ holds }) => !holds).length
  log(
    `${found.checks.length - failed} hold, ${failed} ${failed === 1 ? 'differs' : 'differ'}. ${verdicts[found.verdict]}`,
  )
  return found.verdict === 'made' ? 0 : 2
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  census(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error((error as Error).message)
      process.exit(1)
    },
  )
}
