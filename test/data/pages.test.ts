import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStack, type Stack } from '../../scripts/stack/index.js'
import { createChainClient, type ChainClient } from '../../web/src/data/chain/createChainClient.js'
import { getHead } from '../../web/src/data/chain/getHead.js'
import { listAssets } from '../../web/src/data/chain/listAssets.js'
import * as chainFlows from '../../web/src/data/chain/listFlows.js'
import * as chainMembers from '../../web/src/data/chain/listMembers.js'
import * as chainProposals from '../../web/src/data/chain/listProposals.js'
import { getProposal } from '../../web/src/data/subgraph/getProposal.js'
import * as indexFlows from '../../web/src/data/subgraph/listFlows.js'
import * as indexMembers from '../../web/src/data/subgraph/listMembers.js'
import * as indexProposals from '../../web/src/data/subgraph/listProposals.js'
import type { DaoContracts } from '../../web/src/domain/dao.js'
import { cutMembers } from '../../web/src/domain/foldMembers.js'
import { cutPage } from '../../web/src/domain/page.js'
import { eventually } from '../support/eventually.js'

const coin = { symbol: 'ETH', decimals: 18 }
let stack: Stack
let client: ChainClient
let dao: DaoContracts
let head: bigint

beforeAll(async () => {
  stack = await startStack({ seed: true, client: false })
  const { deployment } = stack
  dao = { ...deployment, startBlock: BigInt(deployment.startBlock), grace: BigInt(deployment.grace) }
  client = createChainClient({
    ...{ id: 31337, name: 'Local', rpcs: [stack.rpcUrl], subgraph: stack.subgraphUrl, gateways: [], ipfsApi: null },
    ...{ explorer: null, coin },
  })
  head = (await getHead(client)).number
  await eventually(async () => {
    const { at } = await indexProposals.listProposals(stack.subgraphUrl, dao.governor, 1)
    expect(at.number).toBeGreaterThanOrEqual(head)
  })
})
afterAll(() => stack?.stop())

// A page shows the same beginning of a list, whoever it was asked.
it.each([1, 7, 19, 20, 24, 999, 1000, 2500])(
  '%i of each list are the same from the index and the chain',
  async (count) => {
    const { subgraphUrl: url } = stack
    const proposals = await chainProposals.listProposals(client, dao, head)
    const indexed = (await indexProposals.listProposals(url, dao.governor, count)).value
    expect(indexed).toEqual(
      cutPage(
        proposals.map(({ ballots: _, ...proposal }) => proposal),
        count,
      ),
    )
    for (const { id, ballots } of proposals) {
      const found = (await getProposal(url, dao.governor, id, count)).value!
      expect(found.ballots).toEqual(cutPage(ballots.items, count))
    }

    const members = await chainMembers.listMembers(client, dao, head)
    expect((await indexMembers.listMembers(url, dao.governor, count)).value).toEqual(cutMembers(members, count))

    const flows = (await indexFlows.listFlows(url, dao.governor, count)).value
    const tokens = [
      ...new Set((await indexFlows.listFlows(url, dao.governor, 1000)).value.items.map(({ token }) => token)),
    ]
    const assets = await listAssets(
      client,
      coin,
      dao,
      tokens.filter((token) => token !== null),
    )
    expect(flows).toEqual(cutPage(await chainFlows.listFlows(client, dao, assets, head), count))
  },
)

it('what one DAO names is not thereby named by another', async () => {
  const [token] = dao.assets
  const isListed = async (of: DaoContracts, unlisted: typeof dao.assets) =>
    (await listAssets(client, coin, of, unlisted)).find((asset) => asset.token === token)!.listed
  expect(await isListed(dao, [])).toBe(true)
  expect(await isListed({ ...dao, assets: [] }, dao.assets)).toBe(false)
  expect(await isListed(dao, [])).toBe(true)
})
