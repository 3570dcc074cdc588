import { setTimeout } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readParameters } from '../../scripts/deploy/parameters.js'
import { startStack, type Stack as System } from '../../scripts/stack/index.js'
import { findDifferences } from './find-differences.js'
import { findDisagreements, waitForIndex } from './find-disagreements.js'
import { hashTables } from './hash-tables.js'
import { History } from './history.js'
import { getHead, listEntities, query } from './list-entities.js'
import { runAtRandom } from './run-at-random.js'
import { runScript, type Stage } from './script.js'
import { writeHostileLogs } from './write-hostile-logs.js'

const isDeep = process.env.ALTHING_DEEP === '1'
/** Each is a system with a history of its own; the long form tries 20,000 things in all of them together. */
const histories = isDeep ? [1, 2, 3, 4, 5] : [1]
const rounds = isDeep ? [1, 2, 3, 4] : [1, 2]
const steps = isDeep ? 1_000 : 150
const hostileLogs = isDeep ? 2_000 : 1_000

/**
 * The law of the index: after any sequence of actions, reorganisations included, what it says equals what a replay of
 * the logs says, and what the contracts' getters say.
 */
describe.each(histories)('the index, a replay of the logs and the contracts agree, history %i', (seed) => {
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
  const disagreements = () => findDisagreements(history, system, documents, stage.honest)
  const request = (method: string, params: unknown[]) => history.client.request({ method, params } as never)

  beforeAll(async () => {
    system = await startStack({ seed: false, client: false })
    history = new History(system.rpcUrl, system.deployment)
    // The stack has published it.
    await publish(readParameters('scripts/seed/lakeside.json').charter.document!)
    await history.holdClock()
    stage = await runScript(history, publish)
  }, 300_000)

  afterAll(() => system?.stop(), 60_000)

  test('after one of everything that can happen', async () => {
    expect(await disagreements()).toEqual([])
  }, 120_000)

  test('and there is one of everything', async () => {
    const { hash } = await waitForIndex(history, system)
    const tables = await listEntities(system.subgraphUrl, hash)
    // Here every token is followed.
    const none = ['FollowedToken']
    for (const [entity, rows] of tables) {
      expect(`${entity} ${rows.size > 0}`).toBe(`${entity} ${!none.includes(entity)}`)
    }
    const flows = [...tables.get('Flow')!.values()]
    const listed = new Map([...tables.get('Asset')!.values()].map((asset) => [asset.id, asset.listed]))
    expect(flows.filter((flow) => flow.direction === 'OUT' && listed.get(flow.asset!) && !flow.operation)).toEqual([])
    const paid = flows.filter((flow) => flow.envelope !== null)
    expect(paid.filter((flow) => flow.purpose === null)).toHaveLength(5)
    const rights = new Set(
      paid.map(({ envelope }) => {
        const row = tables.get('Envelope')!.get(envelope as string)!
        return ['budget', 'grant', 'payout', 'distribution', 'standing'].find((kind) => row[kind] !== null)
      }),
    )
    expect(rights.size).toBe(6)
    expect(paid.some((flow) => flow.cid !== null)).toBe(true)
    expect(flows.filter((flow) => !listed.get(flow.asset!) && flow.operation !== null)).toEqual([])
    const values = (entity: string, field: string) =>
      [...new Set([...tables.get(entity)!.values()].map((row) => row[field]))].sort()
    expect(values('BallotCast', 'route')).toEqual(['CARRIED', 'DIRECT', 'UNKNOWN'])
    expect(values('BallotCast', 'previousSupport')).toEqual(['0', '1', '2', null])
    expect(values('BallotSkipped', 'refusal')).toEqual([
      'BAD_SIGNATURE',
      'EXPIRED',
      'LOCKED',
      'MISDATED',
      'NOT_ACTIVE',
      'NO_SUCH_CHOICE',
      'NO_VOTES',
      'SUPERSEDED',
    ])
    expect(values('AdoptedDocument', 'kind')).toEqual(['CHARTER', 'POLICY', 'RESOLUTION'])
    const adopted = [...tables.get('AdoptedDocument')!.values()]
    expect(adopted.filter((document) => document.repealedBy !== null)).toHaveLength(2)
    expect(adopted.filter((document) => document.document === null)).toHaveLength(1)
    expect(values('Seat', 'gate')).toEqual([
      'CREDENTIALS',
      'FOUNDER',
      'INVITATIONS',
      'LISTS',
      'OFFICERS',
      'UNKNOWN',
      'VOTE',
    ])
    expect(values('Seat', 'status')).toEqual(['CURRENT', 'ENDED'])
    expect(values('Seat', 'collection')).toEqual(['MEMBERSHIP', 'OBSERVERS'])
    expect(values('SeatChanged', 'change')).toEqual([
      'ADMITTED',
      'KIND_CHANGED',
      'LAPSED',
      'LEFT',
      'RECOVERED',
      'RENEWED',
      'REVOKED',
      'TRANSFERRED',
      'TRANSFER_APPROVED',
    ])
    expect(values('Recovery', 'status')).toEqual(['ACCEPTED', 'REPLACED', 'STARTED', 'STOPPED'])
    expect(values('Draw', 'status')).toEqual(['PENDING', 'RELEASED', 'SETTLED', 'STOPPED', 'WITHDRAWN'])
    expect(values('BudgetChanged', 'change')).toEqual(['CHANGED', 'GRANTED', 'PAUSED', 'RESUMED', 'REVOKED'])
    expect(values('Payout', 'kind')).toEqual(['BATCH', 'LIST'])
    expect(values('ShareSent', 'refused')).toEqual([false, true])
    expect(values('ShareSent', 'target')).toEqual(['PURSE', 'STANDING', 'TREASURY'])
    expect(values('Recovery', 'byVote')).toEqual([false, true])
    const byVote = [...tables.get('SeatChanged')!.values()].filter(
      ({ by }) => by === system.deployment.treasury.toLowerCase(),
    )
    expect(byVote.length).toBeGreaterThan(12)
    const changesByVote = new Set(byVote.map(({ change }) => change))
    expect([...changesByVote].sort()).toEqual(['ADMITTED', 'KIND_CHANGED', 'RENEWED', 'REVOKED', 'TRANSFER_APPROVED'])
    for (const entity of ['GateChanged', 'OfficerChanged', 'MemberListChanged', 'Recovery']) {
      expect(`${entity} ${values(entity, 'operation').some((operation) => operation !== null)}`).toBe(`${entity} true`)
    }
    expect(byVote.filter(({ operation }) => operation === null)).toEqual([])
    const stated = [...tables.get('Statement')!.values()].map(({ document, cid }) => [document !== null, cid !== null])
    expect(stated.sort()).toEqual([
      [false, false],
      [false, true],
      [true, true],
      [true, true],
    ])
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

  test.each(rounds)(
    `after ${steps} things that somebody tries (%i), and when the chain takes a part of it back (I-40, I-41, C-4)`,
    async (round) => {
      const done = await runAtRandom(history, stage, publish, 100 * seed + round, steps)
      expect(done).toBeGreaterThan(steps / 5)
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
    300_000,
  )

  test('after the index was killed in the midst of it (I-40, C-6)', async () => {
    const half = runAtRandom(history, stage, publish, 100 * seed, 100)
    await setTimeout(300)
    system.parts.index.kill('SIGKILL')
    await half
    expect(await disagreements()).toEqual([])
  }, 300_000)

  /** Every row as it is once nothing is missing any more, with the database that holds it. */
  const dump = async () => {
    expect(await disagreements()).toEqual([])
    const { hash } = await waitForIndex(history, system)
    return listEntities(system.subgraphUrl, hash)
  }
  /** Makes the index anew, lets something happen meanwhile, and compares it with what it was. */
  const reindex = async (meanwhile: () => Promise<unknown> = async () => {}) => {
    const [before, old] = [await dump(), await readDatabase(system)]
    await system.reindex()
    await meanwhile()
    const [after, made] = [await dump(), await readDatabase(system)]
    expect(made).not.toBe(old)
    expect(findDifferences(before, after)).toEqual([])
    expect(hashTables(after)).toBe(hashTables(before))
  }

  test('the database wiped and indexed again has the same rows (I-42)', () => reindex(), 300_000)

  test('also where the index is killed in mid-history, more than once (I-42, C-6)', async () => {
    await reindex(async () => {
      const head = Number(await history.client.getBlockNumber())
      for (const part of [0.15, 0.3, 0.45, 0.6]) {
        let reached = 0
        while (reached < head * part) reached = (await getHead(system.subgraphUrl))?.number ?? 0
        system.parts.index.kill('SIGKILL')
        expect(reached).toBeLessThan(head)
      }
    })
  }, 300_000)

  // The last: it puts other code in the contracts' places.
  test(`after ${hostileLogs} logs that the contracts would never write (T54)`, async () => {
    await writeHostileLogs(history, stage, [...documents.keys()][0]!, 6 + seed, hostileLogs)
    expect(await findDisagreements(history, system, documents)).toEqual([])
    expect((await getHead(system.subgraphUrl))?.hasIndexingErrors).toBe(false)
  }, 600_000)
})

/** The identity of the database that the index is kept in: one that was wiped and made again has another. */
async function readDatabase({ ports }: System): Promise<number> {
  const sql = postgres(`postgresql://althing:local@127.0.0.1:${ports.postgres}/postgres`, { max: 1 })
  try {
    const [row] = await sql<{ oid: number }[]>`select oid from pg_database where datname like 'althing%'`
    return row!.oid
  } finally {
    await sql.end()
  }
}
