import { setTimeout } from 'node:timers/promises'
import type { Address } from 'viem'
import type { Stack } from '../../scripts/stack/index.js'
import { findDifferences } from './find-differences.js'
import type { History } from './history.js'
import { getHead, listEntities } from './list-entities.js'
import { findContradictions } from './read-getters.js'
import { replay } from './replay.js'

/** Milliseconds; less than the tests that wait have, so that they can say what they waited for. */
const patience = 180_000

/** Waits until the index has the chain's latest block, and not one of the same height that was orphaned. */
export async function waitForIndex(history: History, system: Stack): Promise<Required<Block>> {
  const end = Date.now() + patience
  for (;;) {
    const block = await history.client.getBlock()
    const head = await getHead(system.subgraphUrl)
    if (head?.hasIndexingErrors) throw new Error('The index stopped at an error.')
    if (head?.hash === block.hash) return { number: block.number, hash: block.hash }
    if (Date.now() > end)
      throw new Error(
        [
          `The index is at ${JSON.stringify(head)}, the chain at ${block.number} ${block.hash}.`,
          ...system.lines.slice(-4),
          system.parts.index.tail(),
        ].join('\n'),
      )
    await setTimeout(50)
  }
}

type Block = { number: bigint; hash: string }

/**
 * What the index, a replay of the logs and the contracts' getters say differently of one block: the law is that it is
 * nothing. A document comes with a block after the one that names it, so this mines some while it waits.
 */
export async function findDisagreements(
  history: History,
  system: Stack,
  documents: ReadonlyMap<string, Uint8Array>,
  honest?: { erc20: readonly Address[]; erc721: readonly Address[] },
): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    const block = await waitForIndex(history, system)
    const indexed = await listEntities(system.subgraphUrl, block.hash)
    indexed.delete('DecisionQueue')
    const replayed = await replay(history.client as never, history.deployment, documents, block.number)
    const differences = findDifferences(indexed, replayed)
    const isWaiting = differences.some((each) => each.startsWith('Document')) && attempt < 20
    if (!isWaiting && differences.length > 0) return differences
    if (!isWaiting)
      return honest
        ? findContradictions(history.client as never, history.deployment, indexed, block.number, honest)
        : []
    await setTimeout(250)
    await history.chain.mine({ blocks: 1 })
  }
}
