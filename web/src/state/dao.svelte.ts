import type { Address } from 'viem'
import type { ChainClient } from '../data/chain/createChainClient'
import { getDaoContracts } from '../data/chain/getDaoContracts'
import { getProposalRecord } from '../data/chain/getProposalRecord'
import { getRules } from '../data/chain/getRules'
import { listAssets } from '../data/chain/listAssets'
import { listBalances } from '../data/chain/listBalances'
import { listBallotRights } from '../data/chain/listBallotRights'
import * as chainFlows from '../data/chain/listFlows'
import * as chainMembers from '../data/chain/listMembers'
import * as chainProposals from '../data/chain/listProposals'
import { listQuorums } from '../data/chain/listQuorums'
import { listRoles } from '../data/chain/listRoles'
import { getProposal } from '../data/subgraph/getProposal'
import * as indexFlows from '../data/subgraph/listFlows'
import * as indexMembers from '../data/subgraph/listMembers'
import * as indexProposals from '../data/subgraph/listProposals'
import { AppError } from '../domain/appError'
import type { ChainConfiguration } from '../domain/configuration'
import type { DaoContracts } from '../domain/dao'
import type { Proposal, ProposalId, ProposalWithBallots } from '../domain/proposal'
import type { DaoName } from '../domain/route'
import type { Timepoint } from '../domain/timepoint'
import { deployments } from '../generated/deployments'
import type { Head } from './head.svelte'
import type { IndexState } from './index.svelte'
import { Resource } from './resource.svelte'

/** One DAO: all that the pages read of it, from the index where that is sound and from the chain where it is not. */
export class DaoState {
  contracts = $state.raw<DaoContracts | null>(null)
  /** The quorum at each snapshot that has passed. */
  quorums = $state.raw<ReadonlyMap<Timepoint, bigint>>(new Map())
  #kept = new Map<string, Resource<unknown>>()

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
    const before = this.#kept.get(key) as Resource<Value> | undefined
    const resource = before ?? new Resource(load)
    if (!before) this.#kept.set(key, resource as Resource<unknown>)
    return resource
  }

  get proposals(): Resource<readonly Proposal[]> {
    return this.keep('proposals', () => this.#listProposals())
  }

  get members() {
    return this.keep('members', async () => {
      const answer = await this.index.ask((url) => indexMembers.listMembers(url, this.name.governor))
      return answer?.value ?? chainMembers.listMembers(this.client, await this.#contracts(), await this.#block())
    })
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

  get flows() {
    return this.keep('flows', async () => {
      const answer = await this.index.ask((url) => indexFlows.listFlows(url, this.name.governor))
      const dao = await this.#contracts()
      const flows =
        answer?.value ??
        (await chainFlows.listFlows(
          this.client,
          dao,
          await listAssets(this.client, this.chain.coin, dao, []),
          await this.#block(),
        ))
      const tokens = [...new Set(flows.flatMap(({ token }) => (token === null ? [] : [token])))]
      return { flows, assets: await listAssets(this.client, this.chain.coin, dao, tokens) }
    })
  }

  proposal(id: ProposalId): Resource<ProposalWithBallots | null> {
    return this.keep(`proposal:${id}`, async () => {
      const answer = await this.index.ask((url) => getProposal(url, this.name.governor, id))
      const found =
        answer?.value ??
        (await chainProposals.listProposals(this.client, await this.#contracts(), await this.#block())).find(
          (proposal) => proposal.id === id,
        ) ??
        null
      if (found) await this.#learnQuorums([found])
      return found
    })
  }

  record(id: ProposalId, createdAtBlock: bigint | null) {
    return this.keep(`record:${id}`, async () =>
      getProposalRecord(this.client, await this.#contracts(), id, createdAtBlock, await this.#block()),
    )
  }

  rights(account: Address, proposals: () => readonly Pick<Proposal, 'id' | 'snapshot'>[]) {
    return new Resource(async () => listBallotRights(this.client, await this.#contracts(), account, proposals()))
  }

  async #listProposals(): Promise<readonly Proposal[]> {
    const answer = await this.index.ask((url) => indexProposals.listProposals(url, this.name.governor))
    const proposals =
      answer?.value ?? (await chainProposals.listProposals(this.client, await this.#contracts(), await this.#block()))
    await this.#learnQuorums(proposals)
    return proposals
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
