import type { Address } from 'viem'
import type { ChainClient } from '../data/chain/createChainClient'
import { getDaoContracts } from '../data/chain/getDaoContracts'
import { getProposalRecord } from '../data/chain/getProposalRecord'
import { getRules } from '../data/chain/getRules'
import { getSeating } from '../data/chain/getSeating'
import { listAssets } from '../data/chain/listAssets'
import { listBalances } from '../data/chain/listBalances'
import { listBallotRights } from '../data/chain/listBallotRights'
import * as chainFlows from '../data/chain/listFlows'
import * as chainMembers from '../data/chain/listMembers'
import * as chainProposals from '../data/chain/listProposals'
import { listQuorums } from '../data/chain/listQuorums'
import { listRoles } from '../data/chain/listRoles'
import { checkIndex } from '../data/subgraph/checkIndex'
import { getProposal } from '../data/subgraph/getProposal'
import * as indexFlows from '../data/subgraph/listFlows'
import * as indexMembers from '../data/subgraph/listMembers'
import * as indexProposals from '../data/subgraph/listProposals'
import { AppError } from '../domain/appError'
import type { ChainConfiguration } from '../domain/configuration'
import type { DaoContracts } from '../domain/dao'
import { cutMembers } from '../domain/foldMembers'
import type { Member } from '../domain/member'
import { cutPage, type Page } from '../domain/page'
import type { Proposal, ProposalId, ProposalWithBallots } from '../domain/proposal'
import type { DaoName } from '../domain/route'
import type { Timepoint } from '../domain/timepoint'
import type { Asset, Flow } from '../domain/treasury'
import { deployments } from '../generated/deployments'
import type { Head } from './head.svelte'
import type { IndexState } from './index.svelte'
import { Paged } from './paged.svelte'
import { Resource } from './resource.svelte'

/** One DAO: all that the pages read of it, from the index where that is sound and from the chain where it is not. */
export class DaoState {
  contracts = $state.raw<DaoContracts | null>(null)
  /** The quorum at each snapshot that has passed. */
  quorums = $state.raw<ReadonlyMap<Timepoint, bigint>>(new Map())
  #kept = new Map<string, unknown>()

  constructor(
    readonly name: DaoName,
    readonly chain: ChainConfiguration,
    readonly client: ChainClient,
    readonly head: Head,
    readonly index: IndexState,
  ) {
    this.contracts = findDeployment(name)
  }

  /** A resource of this DAO, kept so that a page that is seen again shows at once what it had. */
  keep<Value>(key: string, load: () => Promise<Value>): Resource<Value> {
    return this.#keep(key, () => new Resource(load))
  }

  get proposals(): Paged<Page<Proposal>> {
    return this.#keep('proposals', () => new Paged(100, (count) => this.#listProposals(count)))
  }

  get members(): Paged<Page<Member>> {
    const load = async (count: number) => {
      const answer = await this.index.ask((url) => indexMembers.listMembers(url, this.name.governor, count))
      if (answer) return answer.value
      return cutMembers(
        await chainMembers.listMembers(this.client, await this.#contracts(), await this.#block()),
        count,
      )
    }
    return this.#keep('members', () => new Paged(200, load))
  }

  get rules() {
    return this.keep('rules', async () => getRules(this.client, await this.#contracts(), await this.#block()))
  }

  get roles() {
    return this.keep('roles', async () => listRoles(this.client, await this.#contracts(), await this.#block()))
  }

  get assets() {
    return this.keep('assets', async () => listAssets(this.client, this.chain.coin, await this.#contracts(), []))
  }

  get balances() {
    return this.keep('balances', async () => {
      const dao = await this.#contracts()
      return listBalances(this.client, dao.treasury, await listAssets(this.client, this.chain.coin, dao, []))
    })
  }

  get flows(): Paged<Page<Flow> & { readonly assets: readonly Asset[] }> {
    const load = async (count: number) => {
      const answer = await this.index.ask((url) => indexFlows.listFlows(url, this.name.governor, count))
      const dao = await this.#contracts()
      const page = answer?.value ?? cutPage(await this.#listFlows(dao), count)
      const tokens = [...new Set(page.items.flatMap(({ token }) => (token === null ? [] : [token])))]
      return { ...page, assets: await listAssets(this.client, this.chain.coin, dao, tokens) }
    }
    return this.#keep('flows', () => new Paged(50, load))
  }

  proposal(id: ProposalId): Paged<ProposalWithBallots | null> {
    const load = async (count: number) => {
      const answer = await this.index.ask((url) => getProposal(url, this.name.governor, id, count))
      const found = answer?.value ?? (await this.#findProposal(id, count))
      if (found) await this.#learnQuorums([found])
      return found
    }
    return this.#keep(`proposal:${id}`, () => new Paged(100, load))
  }

  record(id: ProposalId, createdAtBlock: bigint | null) {
    return this.keep(`record:${id}`, async () =>
      getProposalRecord(this.client, await this.#contracts(), id, createdAtBlock, await this.#block()),
    )
  }

  /** Whether the index answers and can be believed; what came of it stands in `index.health`. */
  get check() {
    return this.keep('check', () => this.index.ask(checkIndex))
  }

  /** What an account holds, from the chain. */
  seating(account: Address) {
    return this.keep(`seating:${account}`, async () => getSeating(this.client, await this.#contracts(), account))
  }

  rights(account: Address, proposals: () => readonly Pick<Proposal, 'id' | 'snapshot'>[]) {
    return new Resource(async () => listBallotRights(this.client, await this.#contracts(), account, proposals()))
  }

  #keep<Kept>(key: string, make: () => Kept): Kept {
    const resource = (this.#kept.get(key) as Kept | undefined) ?? make()
    this.#kept.set(key, resource)
    return resource
  }

  async #listProposals(count: number): Promise<Page<Proposal>> {
    const answer = await this.index.ask((url) => indexProposals.listProposals(url, this.name.governor, count))
    const page = answer?.value ?? cutPage(await this.#replayProposals(), count)
    await this.#learnQuorums(page.items)
    return page
  }

  async #replayProposals(): Promise<ProposalWithBallots[]> {
    return chainProposals.listProposals(this.client, await this.#contracts(), await this.#block())
  }

  async #findProposal(id: ProposalId, count: number): Promise<ProposalWithBallots | null> {
    const found = (await this.#replayProposals()).find((proposal) => proposal.id === id)
    return found === undefined ? null : { ...found, ballots: cutPage(found.ballots.items, count) }
  }

  async #listFlows(dao: DaoContracts): Promise<Flow[]> {
    const assets = await listAssets(this.client, this.chain.coin, dao, [])
    return chainFlows.listFlows(this.client, dao, assets, await this.#block())
  }

  async #learnQuorums(proposals: readonly Proposal[]): Promise<void> {
    await this.#block()
    const snapshots = proposals.map(({ snapshot }) => snapshot)
    const now = this.head.block!.time
    this.quorums = await listQuorums(this.client, await this.#contracts(), snapshots, now, this.quorums)
  }

  async #contracts(): Promise<DaoContracts> {
    this.contracts ??= await getDaoContracts(this.client, this.name.chainId, this.name.governor)
    return this.contracts
  }

  async #block(): Promise<bigint> {
    if (this.head.block === null) await this.head.refresh()
    if (this.head.block === null) throw this.head.error ?? new AppError('chainUnreachable', 'no block')
    return this.head.block.number
  }
}

function findDeployment({ chainId, governor }: DaoName): DaoContracts | null {
  const found = Object.values(deployments).find(
    (one) => one.chainId === chainId && one.governor.toLowerCase() === governor.toLowerCase(),
  )
  return found === undefined
    ? null
    : { ...found, startBlock: BigInt(found.startBlock), grace: BigInt(found.grace), assets: [...found.assets] }
}
