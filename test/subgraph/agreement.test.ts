import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStack, type Stack as System } from '../../scripts/stack/index.js'
import { findDisagreements, waitForIndex } from './find-disagreements.js'
import { History } from './history.js'
import { getHead, listEntities, query } from './list-entities.js'
import { runAtRandom } from './run-at-random.js'
import { runScript, type Stage } from './script.js'
import { writeHostileLogs } from './write-hostile-logs.js'

const isDeep = process.env.ALTHING_DEEP === '1'
const seeds = isDeep ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 2]
const hostileLogs = isDeep ? 10_000 : 1_000

/**
 * The law of the index: after any sequence of actions, reorganisations included, what it says equals what a replay of
 * the logs says, and what the contracts' getters say.
 */
describe('the index, a replay of the logs and the contracts agree', () => {
  let system: System
  let history: History
  let stage: Stage
  const documents = new Map<string, Uint8Array>()

  const publish = async (bytes: Uint8Array) => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(bytes)]))
    const url = `${system.ipfsApi}/api/v0/block/put?cid-codec=raw&mhtype=sha2-256`
    const response = await fetch(url, { method: 'POST', body })
    const { Key } = (await response.json()) as { Key: string }
    documents.set(Key, bytes)
    return Key
  }
  const disagreements = () => findDisagreements(history, system.subgraphUrl, documents, stage.honest)
  const request = (method: string, params: unknown[]) => history.client.request({ method, params } as never)

  beforeAll(async () => {
    system = await startStack({ seed: false, client: false })
    history = new History(system.rpcUrl, system.deployment)
    await history.holdClock()
    stage = await runScript(history, publish)
  }, 300_000)

  afterAll(() => system?.stop(), 60_000)

  test('after one of everything that can happen', async () => {
    expect(await disagreements()).toEqual([])
  }, 120_000)

  test('and there is one of everything', async () => {
    const { hash } = await waitForIndex(history, system.subgraphUrl)
    const tables = await listEntities(system.subgraphUrl, hash)
    for (const [entity, rows] of tables) expect(`${entity} ${rows.size > 0}`).toBe(`${entity} true`)
    const flows = [...tables.get('Flow')!.values()]
    const listed = new Map([...tables.get('Asset')!.values()].map((asset) => [asset.id, asset.listed]))
    expect(flows.filter((flow) => flow.direction === 'OUT' && listed.get(flow.asset!) && !flow.operation)).toEqual([])
    expect(flows.filter((flow) => flow.envelope !== null)).toHaveLength(5)
    expect(flows.filter((flow) => !listed.get(flow.asset!) && flow.operation !== null)).toEqual([])
    const statuses = [...tables.get('Document')!.values()].map((document) => document.status)
    expect([...new Set(statuses)].sort()).toEqual(['INVALID', 'VALID'])
  }, 60_000)

  test('a word of a proposal finds it', async () => {
    const found = await query<{ proposalSearch: { title: string }[] }>(
      system.subgraphUrl,
      '{ proposalSearch(text: "roof") { title } }',
    )
    expect(found.proposalSearch).toEqual([{ title: 'Mend the roof' }])
  })

  test.each(seeds)(
    'after a history at random (%i), and when the chain takes a part of it back',
    async (seed) => {
      expect(await runAtRandom(history, stage, publish, seed, 150)).toBeGreaterThan(30)
      expect(await disagreements()).toEqual([])

      // The same height, other blocks: graph-node notices with the next one.
      await request('anvil_reorg', [3, []])
      await history.chain.mine({ blocks: 1 })
      expect(await disagreements()).toEqual([])

      // Fewer blocks than before.
      await request('anvil_rollback', [4])
      await history.chain.mine({ blocks: 6 })
      expect(await disagreements()).toEqual([])
    },
    180_000,
  )

  test('after the index was killed in the midst of it', async () => {
    const half = runAtRandom(history, stage, publish, 100, 100)
    await setTimeout(300)
    system.parts.index.kill('SIGKILL')
    await half
    expect(await disagreements()).toEqual([])
  }, 180_000)

  // The last: it puts other code in the contracts' places.
  test(`after ${hostileLogs} logs that the contracts would never write`, async () => {
    await writeHostileLogs(history, stage, [...documents.keys()][0]!, 7, hostileLogs)
    expect(await findDisagreements(history, system.subgraphUrl, documents)).toEqual([])
    expect((await getHead(system.subgraphUrl))?.hasIndexingErrors).toBe(false)
  }, 600_000)
})
