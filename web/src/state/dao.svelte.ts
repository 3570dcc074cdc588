import type { Address } from 'viem'
import type { Block } from '../data/chain/getHead'
import type { ChainClient } from '../data/chain/createChainClient'
import { findDeployment, findFactory } from '../data/chain/findDeployment'
import { getDaoContracts } from '../data/chain/getDaoContracts'
import { getProposalRecord } from '../data/chain/getProposalRecord'
import { getRules } from '../data/chain/getRules'
import { getSeating } from '../data/chain/getSeating'
import { listAssets } from '../data/chain/listAssets'
import { listBalances } from '../data/chain/listBalances'
import { listBallotRights } from '../data/chain/listBallotRights'
import * as chainMembers from '../data/chain/listMembers'
import * as chainProposals from '../data/chain/listProposals'
import { listPolls } from '../data/chain/listPolls'
import { listDocuments } from '../data/chain/listDocuments'
import { listRoles } from '../data/chain/listRoles'
import { checkIndex } from '../data/subgraph/checkIndex'
import type { Indexed } from '../data/subgraph/querySubgraph'
import { getProposal } from '../data/subgraph/getProposal'
import * as indexFlows from '../data/subgraph/listFlows'
import * as indexMembers from '../data/subgraph/listMembers'
import * as indexProposals from '../data/subgraph/listProposals'
import { toAppError } from '../data/toAppError'
import { AppError } from '../domain/appError'
import type { ChainConfiguration } from '../domain/configuration'
import type { DaoContracts } from '../domain/dao'
import { cutMembers } from '../domain/foldMembers'
import type { Delegate } from '../domain/delegate'
import type { Member } from '../domain/member'
import type { MemberProfile } from '../domain/memberProfile'
import { cutPage, type Page } from '../domain/page'
import type { PayoutRow } from '../domain/payoutDocument'
import type { Poll } from '../domain/poll'
import type { Proposal, ProposalId, ProposalWithBallots } from '../domain/proposal'
import { getStanding, type Seat, type SeatName } from '../domain/seat'
import type { MemberSeat, SeatQuery } from '../domain/seatQuery'
import type { SignedBallot } from '../domain/signedBallot'
import { computeProposalId } from '../domain/proposalId'
import type { DaoName } from '../domain/route'
import type { Timepoint } from '../domain/timepoint'
import type { Asset, Flow } from '../domain/treasury'
import type { Head } from './head.svelte'
import type { IndexState } from './index.svelte'
import { Paged } from './paged.svelte'
import { Resource } from './resource.svelte'

/**
 * `whole`: a DAO of which all contracts are known; `unlisted`: neither a factory nor a deployment names its modules;
 * `foreign`: code of something else; `empty`: no code.
 */
export type GovernorStanding = 'whole' | 'unlisted' | 'foreign' | 'empty'

/** One DAO: all that the pages read of it, from the index where that is sound and from the chain where it is not. */
export class DaoState {
  contracts = $state.raw<DaoContracts | null>(null)
  /** What stands where the address says; null until the chain said so. */
  standing = $state.raw<GovernorStanding | null>(null)
  /** How each proposal that was read is judged. */
  polls = $state.raw<ReadonlyMap<ProposalId, Poll>>(new Map())
  /** Rows of payouts whose documents were read and agreed, by the digest that is voted on. */
  payoutRows = $state.raw<ReadonlyMap<string, readonly PayoutRow[]>>(new Map())
  #kept = new Map<string, unknown>()
  /** Proposals whose record was read from the chain and agreed; it never changes. */
  #checked = new Set<ProposalId>()

  constructor(
    readonly name: DaoName,
    readonly chain: ChainConfiguration,
    readonly client: ChainClient,
    readonly head: Head,
    readonly index: IndexState,
  ) {
    this.contracts = findDeployment(name)
  }

  /** Finds out what stands where the address says, once the chain answers. */
  async inspect(): Promise<void> {
    if (this.standing !== null) return
    try {
      const { registry } = await this.#contracts()
      this.standing = registry === null ? 'unlisted' : 'whole'
    } catch (error) {
      const { kind } = toAppError(error)
      if (kind === 'chainUnreachable' || this.head.foreignChain !== null) return
      const { hasCode } = await import('../data/chain/hasCode')
      try {
        this.standing = (await hasCode(this.client, this.name.governor)) ? 'foreign' : 'empty'
      } catch {
        // The chain is away, which the banner says; it is asked again with the next block.
      }
    }
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

  /** What binds seats; null where the DAO has no gates. */
  get seatRules() {
    return this.keep('seatRules', async () => {
      const { getSeatRules } = await import('../data/chain/getSeatRules')
      const dao = await this.#contracts()
      const rules = await getSeatRules(this.client, dao, await this.#block())
      const isSame = (a: Address | null, b: Address) => a?.toLowerCase() === b.toLowerCase()
      if (rules === null || (isSame(dao.gates, rules.parts.gates) && isSame(dao.recovery, rules.parts.recovery))) {
        return rules
      }
      // A vote put other contracts in the place of the deployment's.
      const orNull = (address: Address) => (/^0x0{40}$/.test(address) ? null : address)
      this.contracts = { ...dao, gates: orNull(rules.parts.gates), recovery: orNull(rules.parts.recovery) }
      return getSeatRules(this.client, this.contracts, await this.#block())
    })
  }

  /** One page of the seats that somebody wants to see. */
  seats(query: SeatQuery): Resource<Page<MemberSeat>> {
    return this.keep(`seats:${JSON.stringify(query)}`, async () => {
      await this.#block()
      const now = this.head.block!.time
      const { listSeats } = await import('../data/subgraph/listSeats')
      const answer = await this.index.ask((url) => listSeats(url, this.name.governor, query, now))
      if (answer) return answer.value
      const [{ listMemberSeats }, { selectSeats }] = await Promise.all([
        import('../data/chain/listSeats'),
        import('../domain/seatQuery'),
      ])
      return selectSeats(await listMemberSeats(this.client, await this.#contracts(), await this.#block()), query, now)
    })
  }

  /** The seats that exist and whose term ends before a time, or has ended; those of observers with them. */
  ending(before: Timepoint | null): Resource<readonly Seat[]> {
    return this.keep(`ending:${before ?? 'now'}`, async () => {
      await this.#block()
      const time = before ?? this.head.block!.time
      const { listEnding } = await import('../data/subgraph/listSeats')
      const answer = await this.index.ask((url) => listEnding(url, this.name.governor, time))
      if (answer) return answer.value
      const { listSeats } = await import('../data/chain/listSeats')
      const { seats } = await listSeats(this.client, await this.#contracts(), await this.#block())
      return seats.filter((seat) => getStanding(seat, time) === 'overdue')
    })
  }

  /** All about one account. */
  profile(account: Address): Paged<MemberProfile> {
    const load = async (count: number) => {
      const index = await import('../data/subgraph/getMemberProfile')
      const answer = await this.index.ask((url) => index.getMemberProfile(url, this.name.governor, account, count))
      if (answer) return answer.value
      const chain = await import('../data/chain/getMemberProfile')
      const dao = await this.#contracts()
      const assets = await listAssets(this.client, this.chain.coin, dao, [])
      return chain.getMemberProfile(this.client, dao, assets, account, count, await this.#block())
    }
    return this.#keep(`profile:${account.toLowerCase()}`, () => new Paged(50, load))
  }

  /** The name that an account gave itself; null where it has none, or the chain has no names. */
  ensName(account: Address): Resource<string | null> {
    return this.keep(`ens:${account.toLowerCase()}`, async () => {
      if (this.chain.ens === undefined) return null
      const { getEnsName } = await import('../data/chain/getEnsName')
      return getEnsName(this.client, this.chain.ens, account)
    })
  }

  /** Who casts votes, the strongest first. */
  get delegates(): Resource<readonly Delegate[]> {
    return this.keep('delegates', async () => {
      const index = await import('../data/subgraph/listDelegates')
      const answer = await this.index.ask((url) => index.listDelegates(url, this.name.governor))
      if (answer) return answer.value
      const { listDelegates } = await import('../domain/delegate')
      return listDelegates(await chainMembers.listMembers(this.client, await this.#contracts(), await this.#block()))
    })
  }

  /** The seats that an account holds, and those that can be renewed for it; from the chain. */
  ownSeats(account: Address) {
    return this.keep(`ownSeats:${account}`, async () => {
      const { listAccountSeats } = await import('../data/chain/listAccountSeats')
      return listAccountSeats(this.client, await this.#contracts(), account, await this.#block())
    })
  }

  /** One seat as its contract answers. */
  seat(name: SeatName) {
    return this.keep(`seat:${name.collection}:${name.number}`, async () => {
      const { getSeat } = await import('../data/chain/listAccountSeats')
      return getSeat(this.client, await this.#contracts(), name)
    })
  }

  card(name: SeatName) {
    return this.keep(`card:${name.collection}:${name.number}`, async () => {
      const { getCard } = await import('../data/chain/getCard')
      return getCard(this.client, await this.#contracts(), name)
    })
  }

  /** Who may recover a seat, and the recovery that runs. */
  recovery(number: bigint) {
    return this.keep(`recovery:${number}`, async () => {
      const { getRecovery } = await import('../data/chain/getRecovery')
      return getRecovery(this.client, await this.#contracts(), number)
    })
  }

  /** How many guardians agreed to a new key. */
  supporters(number: bigint, to: Address) {
    return this.keep(`supporters:${number}:${to}`, async () => {
      const { countSupporters } = await import('../data/chain/getRecovery')
      return countSupporters(this.client, await this.#contracts(), number, to)
    })
  }

  /** The seats that an account is a guardian of. */
  wards(account: Address) {
    return this.keep(`wards:${account}`, async () => {
      const { listWards } = await import('../data/chain/listWards')
      return listWards(this.client, await this.#contracts(), account, await this.#block())
    })
  }

  /** The seats that wait for an account to accept them. */
  waiting(account: Address) {
    return this.keep(`waiting:${account}`, async () => {
      const { listWaiting } = await import('../data/chain/listWards')
      return listWaiting(this.client, await this.#contracts(), account, await this.#block())
    })
  }

  get officers() {
    return this.keep('officers', async () => {
      const { listOfficers } = await import('../data/chain/listOfficers')
      return listOfficers(this.client, await this.#contracts(), await this.#block())
    })
  }

  office(account: Address) {
    return this.keep(`office:${account}`, async () => {
      const { getOffice } = await import('../data/chain/listOfficers')
      return getOffice(this.client, await this.#contracts(), account)
    })
  }

  /** Whom an officer admitted. */
  admissions(account: Address) {
    return this.keep(`admissions:${account}`, async () => {
      const { listAdmissions } = await import('../data/chain/listOfficers')
      return listAdmissions(this.client, await this.#contracts(), account, await this.#block())
    })
  }

  statement(account: Address) {
    return this.keep(`statement:${account}`, async () => {
      const { getStatement } = await import('../data/chain/getStatement')
      return getStatement(this.client, await this.#contracts(), account)
    })
  }

  /** To whom an account gave its vote, and when. */
  delegateHistory(account: Address) {
    return this.keep(`delegateHistory:${account}`, async () => {
      const { listDelegateHistory } = await import('../data/chain/listDelegateHistory')
      return listDelegateHistory(this.client, await this.#contracts(), account, await this.#block())
    })
  }

  /** Where an account's seat went by a recovery. */
  newKey(account: Address) {
    return this.keep(`newKey:${account}`, async () => {
      const { getNewKey } = await import('../data/chain/getNewKey')
      return getNewKey(this.client, await this.#contracts(), account, await this.#block())
    })
  }

  /** What reads the chain once, for a page of its own: with the contracts and the newest block. */
  once<Value>(ask: (client: ChainClient, dao: DaoContracts, block: Block) => Promise<Value>): Resource<Value> {
    return new Resource(async () => {
      const dao = await this.#contracts()
      await this.#block()
      return ask(this.client, dao, this.head.block!)
    })
  }

  /**
   * What a page of its own reads, kept by a name: of the index where that is sound, of the chain where it is not, or where
   * the index answers null for what it cannot say.
   */
  ask<Value>(
    key: string,
    index: ((url: string) => Promise<Indexed<Value | null>>) | null,
    chain: (client: ChainClient, dao: DaoContracts, block: Block) => Promise<Value>,
  ): Resource<Value> {
    return this.keep(key, async () => {
      const answer = index && (await this.index.ask(index))
      if (answer && answer.value !== null) return answer.value
      const dao = await this.#contracts()
      await this.#block()
      return chain(this.client, dao, this.head.block!)
    })
  }

  /** As {@link ask}, for what is loaded from its beginning and further when somebody asks for more. */
  askPaged<Value>(
    key: string,
    step: number,
    index: (url: string, count: number) => Promise<Indexed<Value>>,
    chain: (client: ChainClient, dao: DaoContracts, block: Block, count: number) => Promise<Value>,
  ): Paged<Value> {
    const load = async (count: number) => {
      const answer = await this.index.ask((url) => index(url, count))
      if (answer) return answer.value
      const dao = await this.#contracts()
      await this.#block()
      return chain(this.client, dao, this.head.block!, count)
    }
    return this.#keep(key, () => new Paged(step, load))
  }

  get roles() {
    return this.keep('roles', async () => listRoles(this.client, await this.#contracts(), await this.#block()))
  }

  /** What the DAO adopted, the newest first. */
  get documents() {
    return this.keep('documents', async () => listDocuments(this.client, await this.#contracts(), await this.#block()))
  }

  /** What the governor would say of signed ballots now, each by itself; and of what would be sent of them, together. */
  judge(ballots: readonly SignedBallot[]) {
    return new Resource(async () => {
      const [{ judgeBallots }, { carryBallots }, { countCarried }] = await Promise.all([
        import('../data/chain/judgeBallots'),
        import('../transactions/carryBallots'),
        import('../transactions/countCarried'),
      ])
      const dao = await this.#contracts()
      await this.#block()
      const judged = await judgeBallots(this.client, dao, ballots, this.head.block!.time)
      const offers = (['ballot', 'list'] as const).flatMap((kind) => carryBallots(dao, judged, kind) ?? [])
      const counts = await Promise.all(offers.map((offer) => countCarried(this.client, offer)))
      return { judged, offers, counted: counts.reduce((sum, count) => sum + count, 0) }
    })
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

  /** What is granted on the treasury now, from the chain. */
  get treasuryToday() {
    return this.keep('treasuryToday', async () => {
      const { getTreasuryToday } = await import('../data/chain/getTreasuryToday')
      return getTreasuryToday(this.client, await this.#contracts(), await this.#block())
    })
  }

  /** Which of some accounts the treasury paid before. */
  knownPayees(accounts: readonly string[]): Resource<ReadonlySet<string>> {
    const wanted = [...accounts].sort()
    return this.keep(`knownPayees:${wanted.join()}`, async () => {
      const dao = await this.#contracts()
      const index = await import('../data/subgraph/listKnownPayees')
      const answer = await this.index.ask((url) => index.listKnownPayees(url, this.name.governor, dao.assets, wanted))
      if (answer) return answer.value
      const chain = await import('../data/chain/listKnownPayees')
      const assets = await listAssets(this.client, this.chain.coin, dao, [])
      return chain.listKnownPayees(this.client, dao, assets, wanted, await this.#block())
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
      if (found) await this.#learnPolls([found])
      return found
    }
    return this.#keep(`proposal:${id}`, () => new Paged(100, load))
  }

  record(id: ProposalId, createdAtBlock: bigint | null) {
    return this.keep(`record:${id}`, async () =>
      getProposalRecord(this.client, await this.#contracts(), id, createdAtBlock, await this.#block()),
    )
  }

  /** Which of some proposals are what the chain's own record says, so that they can be voted on. */
  checkRecords(proposals: () => readonly Proposal[]) {
    return new Resource(async (): Promise<ReadonlySet<ProposalId>> => {
      const dao = await this.#contracts()
      const head = await this.#block()
      const unknown = proposals().filter(({ id }) => !this.#checked.has(id))
      await Promise.all(
        unknown.map(async ({ id, actions, description, createdAtBlock }) => {
          const record = await getProposalRecord(this.client, dao, id, createdAtBlock, head)
          if (record?.recomputedId === id && computeProposalId(actions, description) === id) this.#checked.add(id)
        }),
      )
      return new Set(this.#checked)
    })
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
    await this.#learnPolls(page.items)
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
    const { listFlows } = await import('../data/chain/listFlows')
    const assets = await listAssets(this.client, this.chain.coin, dao, [])
    return listFlows(this.client, dao, assets, await this.#block())
  }

  async #learnPolls(proposals: readonly Proposal[]): Promise<void> {
    await this.#block()
    this.polls = await listPolls(this.client, await this.#contracts(), proposals, this.head.block!.time, this.polls)
  }

  async #contracts(): Promise<DaoContracts> {
    this.contracts ??= await getDaoContracts(this.client, this.name, findFactory(this.chain))
    return this.contracts
  }

  async #block(): Promise<bigint> {
    if (this.head.block === null) await this.head.refresh()
    if (this.head.block === null) throw this.head.error ?? new AppError('chainUnreachable', 'no block')
    return this.head.block.number
  }
}
