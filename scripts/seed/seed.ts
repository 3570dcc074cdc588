import { create } from 'ipfs-http-client'
import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeDeployData,
  encodeFunctionData,
  http,
  keccak256,
  parseEther,
  parseEventLogs,
  parseUnits,
  sha256,
  toHex,
  type Abi,
  type Address,
  type Hex,
  type TransactionReceipt,
} from 'viem'
import { mnemonicToAccount, type HDAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { readArtifact, readDeployment } from '../generate.js'
import { mnemonic } from '../stack/accounts.js'
import { waitForReceipt } from '../stack/wait-for-receipt.js'
import { agenda, credits, delegations, donations, fees, type Item, type Stage } from './agenda.js'
import { readText } from './read-text.js'
import { planSeats } from './seats.js'
import { signBallot } from './sign-ballots.js'
import { planTreasury } from './treasury.js'

const day = 86_400
const chainId = 31337
const shortestYear = 395 * day
/** Who are given Lake Dollars to begin with: those who come in the course of the year, too. */
const neighbours = 24
const lkdSupply = parseUnits('1000000', 6)
const gas = 8_000_000n

type SeedOptions = {
  rpcUrl: string
  /** An IPFS node's RPC as Kubo speaks it. */
  ipfsApi: string
  log: (line: string) => void
}

/** One thing that somebody does at a time. What follows from it may be put on the list while it runs. */
type Step = { at: number; order: number; run: () => Promise<unknown> }

/**
 * Lets Lakeside Commons live for a year: proposals in every state, with their ballots, payments and documents, through the
 * contracts as users would. The chain's time walks from the deployment to the wall clock.
 *
 * @throws Error where the chain is not the local one, or is not as it is right after the deployment.
 */
export async function seed({ rpcUrl, ipfsApi, log }: SeedOptions): Promise<void> {
  await new Year(rpcUrl, ipfsApi, log).run()
}

class Year {
  private readonly client
  private readonly chain
  private readonly wallet
  private readonly ipfs
  private readonly deployment = readDeployment(chainId)
  private readonly accounts = new Map<number, HDAccount>()
  private readonly steps: Step[] = []
  private start = 0
  private end = 0
  private last = 0

  constructor(
    rpcUrl: string,
    ipfsApi: string,
    private readonly log: (line: string) => void,
  ) {
    const transport = http(rpcUrl)
    this.client = createPublicClient({ chain: foundry, transport, cacheTime: 0, pollingInterval: 10 })
    this.chain = createTestClient({ chain: foundry, mode: 'anvil', transport })
    this.wallet = createWalletClient({ chain: foundry, transport })
    this.ipfs = create({ url: ipfsApi })
  }

  async run() {
    const actual = await this.client.getChainId()
    if (actual !== chainId) throw new Error(`The RPC serves chain ${actual}; only the local chain is seeded.`)
    await this.chain.setIntervalMining({ interval: 0 })
    await this.chain.setAutomine(true)
    this.start = Number((await this.client.getBlock()).timestamp)
    this.last = this.start
    this.end = Math.max(Math.floor(Date.now() / 1000), this.start + shortestYear)

    const stage = await this.provideTokens()
    this.planGifts(stage)
    for (const { day, from, to } of delegations) {
      this.plan(day, () => this.delegate(from, to ?? from))
    }
    planSeats({
      deployment: this.deployment,
      account: (index) => this.account(index),
      plan: (day_, run) => this.plan(day_, run),
      send: (from, to, data) => this.send(from, to, data),
      now: () => this.last,
      publish: (bytes) => this.publish(bytes),
    })
    planTreasury({
      stage,
      plan: (day_, run) => this.plan(day_, run),
      send: (from, to, data, value) => this.send(from, to, data, value),
      publish: (bytes) => this.publish(bytes),
    })
    for (const item of agenda) this.plan(item.day, () => this.propose(stage, item))
    await this.work()

    await this.chain.setNextBlockTimestamp({ timestamp: BigInt(Math.max(this.last + 1, this.end)) })
    await this.chain.mine({ blocks: 1 })
    this.log(`a year of Lakeside Commons: ${agenda.length} proposals, ${await this.countSeats()} seats`)
  }

  private toTime(day_: number): number {
    return Math.floor(day_ < 0 ? this.end + day_ * day : this.start + day_ * day)
  }

  private plan(day_: number, run: Step['run']) {
    this.planAt(this.toTime(day_), run)
  }

  private planAt(at: number, run: Step['run']) {
    this.steps.push({ at, order: this.steps.length, run })
  }

  private async work() {
    const total = () => this.steps.length + done
    let done = 0
    for (;;) {
      this.steps.sort((a, b) => a.at - b.at || a.order - b.order)
      const step = this.steps.shift()
      if (!step) return
      this.last = Math.max(this.last + 1, step.at)
      await this.chain.setNextBlockTimestamp({ timestamp: BigInt(this.last) })
      await step.run()
      done++
      if (done % 100 === 0) this.log(`${done} of ${total()}`)
    }
  }

  private account(index: number): HDAccount {
    const known = this.accounts.get(index)
    if (known) return known
    const account = mnemonicToAccount(mnemonic, { addressIndex: index })
    this.accounts.set(index, account)
    return account
  }

  private async send(from: number, to: Address | null, data: Hex = '0x', value = 0n): Promise<TransactionReceipt> {
    const account = this.account(from)
    const hash = await this.wallet.sendTransaction({ account, to, data, value, gas })
    const receipt = await waitForReceipt(this.client, hash)
    if (receipt.status === 'success') return receipt
    const blockNumber = receipt.blockNumber
    const reason = await this.client.call({ account, to, data, value, blockNumber }).catch((error: Error) => error)
    throw new Error(`What account ${from} did at ${this.last} was refused`, { cause: reason })
  }

  private async deploy(from: number, contract: string, args: readonly unknown[]): Promise<Address> {
    const { abi, bytecode } = readArtifact(contract)
    const data = encodeDeployData({ abi: abi as Abi, bytecode: bytecode.object, args } as never)
    return (await this.send(from, null, data)).contractAddress!
  }

  /** The first transactions after the deployment, so that the tokens have the addresses that the deployment names. */
  private async provideTokens(): Promise<Stage> {
    const lkd = await this.deploy(0, 'TestToken', ['Lake Dollar', 'LKD', 6, lkdSupply])
    const tool = await this.deploy(0, 'TestToken', ['Tool Credit', 'TOOL', 18, parseUnits('10000', 18)])
    const boat = await this.deploy(0, 'TestCollectible', ['Lakeside Boat Register', 'BOAT', 1n])
    const named = this.deployment.assets.map((asset) => asset.toLowerCase())
    if ([lkd, tool, boat].some((token, i) => token.toLowerCase() !== named[i])) {
      throw new Error('The chain was used between the deployment and the seed. Begin anew with: npm start -- --fresh')
    }
    this.last = Number((await this.client.getBlock()).timestamp)
    return {
      deployment: this.deployment,
      lkd,
      tool,
      boat,
      account: (index) => this.account(index).address,
      toTime: (day_) => this.toTime(day_),
      digest: (text) => sha256(readText(text).bytes),
    }
  }

  private transfer(from: number, token: Address, to: Address, amount: bigint) {
    return this.send(from, token, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }))
  }

  private planGifts({ lkd, tool, boat }: Stage) {
    const { treasury } = this.deployment
    for (let index = 1; index < neighbours; index++) {
      this.plan(0.5, () => this.transfer(0, lkd, this.account(index).address, parseUnits('2500', 6)))
    }
    this.plan(1.2, () => this.transfer(0, lkd, treasury, parseUnits('42000', 6)))
    this.plan(3, () => this.transfer(0, tool, treasury, parseUnits('2000', 18)))
    for (const { day, from, ether } of donations) {
      this.plan(day, () => this.send(from, treasury, '0x', parseEther(ether)))
    }
    for (const { day, from, amount } of fees) {
      this.plan(day, () => this.transfer(from, lkd, treasury, parseUnits(amount, 6)))
    }
    for (const { day, from, amount } of credits) {
      this.plan(day, () => this.transfer(from, tool, treasury, parseUnits(amount, 18)))
    }
    const giveBoat = (from: number, to: Address) => {
      const args = [this.account(from).address, to, 1n] as const
      return this.send(from, boat, encodeFunctionData({ abi: erc721Abi, functionName: 'transferFrom', args }))
    }
    this.plan(2.5, () => giveBoat(0, this.account(3).address))
    this.plan(87.5, () => giveBoat(3, treasury))
    // Somebody's advertisement: a token that nobody asked for.
    this.plan(261, async () => {
      const token = await this.deploy(24, 'TestToken', ['Claim your reward', 'WIN', 18, parseUnits('1000000', 18)])
      this.plan(261.1, () => this.transfer(24, token, treasury, parseUnits('5000', 18)))
    })
  }

  /** As one raw block, whose CID is the digest that stands on the chain. */
  private async publish(bytes: Uint8Array): Promise<string> {
    const { cid } = await this.ipfs.add(bytes, { cidVersion: 1, rawLeaves: true, pin: true })
    return cid.toString()
  }

  private countSeats() {
    const address = this.deployment.membership
    return this.client.readContract({ address, abi: membershipAbi, functionName: 'totalSupply' })
  }

  private delegate(from: number, to: number) {
    const args = [this.account(to).address] as const
    const data = encodeFunctionData({ abi: membershipAbi, functionName: 'delegate', args })
    return this.send(from, this.deployment.membership, data)
  }

  private async propose(stage: Stage, item: Item) {
    const { governor } = this.deployment
    const { bytes, title, summary } = readText(item.text)
    const cid = await this.publish(bytes)
    const proposer = this.account(item.proposer).address
    const description = `# ${title}\n\n${summary}\n\nipfs://${cid}\n\n#proposer=${proposer.toLowerCase()}`
    const actions = item.actions(stage)
    const lists = [
      actions.map((action) => action.target),
      actions.map((action) => action.value),
      actions.map((action) => action.data),
    ] as const
    const data = encodeFunctionData({ abi: governorAbi, functionName: 'propose', args: [...lists, description] })
    const { logs } = await this.send(item.proposer, governor, data)
    const { args } = parseEventLogs({ abi: governorAbi, eventName: 'ProposalCreated', logs })[0]!
    this.log(title)
    this.planBallots(item, args.proposalId, Number(args.voteStart), Number(args.voteEnd))
    this.planFate(item, lists, keccak256(toHex(description)))
  }

  private planBallots(item: Item, proposalId: bigint, snapshot: number, deadline: number) {
    const choices = [item.against ?? [], item.for ?? [], item.abstain ?? []]
    // The last day of a vote is for those that are late by the agenda: then a ballot can extend it.
    const span = Math.min(deadline - day, this.end) - snapshot - day / 4
    const ballots = choices
      .flatMap((voters, support) => voters.map((voter) => ({ voter, support })))
      .sort((a, b) => ((a.voter * 11) % 29) - ((b.voter * 11) % 29))
      .map(({ voter, support }, i, { length }) => {
        const at = snapshot + day / 10 + Math.floor((span * i) / length)
        return { voter, support, at, reason: item.reasons?.[voter] ?? '' }
      })
    const { carried } = item
    for (const { voter, support, at, reason } of ballots) {
      if (!carried?.voters.includes(voter)) this.planAt(at, () => this.vote(voter, proposalId, support, reason))
    }
    for (const { voter, support, hoursBefore, reason } of item.late ?? []) {
      this.planAt(deadline - hoursBefore * 3600, () => this.vote(voter, proposalId, support, reason))
    }
    if (!carried) return
    const signed = ballots.flatMap((ballot) => {
      if (carried.voters.includes(ballot.voter)) return [ballot]
      return carried.stale.includes(ballot.voter) ? [{ ...ballot, at: snapshot + day / 20 }] : []
    })
    this.planAt(deadline - carried.hoursBefore * 3600, () => this.carry(carried.by, proposalId, signed, deadline))
  }

  private vote(voter: number, proposalId: bigint, support: number, reason = '') {
    const data = reason
      ? encodeFunctionData({
          abi: governorAbi,
          functionName: 'castVoteWithReason',
          args: [proposalId, support, reason],
        })
      : encodeFunctionData({ abi: governorAbi, functionName: 'castVote', args: [proposalId, support] })
    return this.send(voter, this.deployment.governor, data)
  }

  /** What voters signed each at a time of their own, in one transaction of somebody. */
  private async carry(
    by: number,
    proposalId: bigint,
    signed: { voter: number; support: number; at: number; reason: string }[],
    deadline: number,
  ) {
    const { governor, name } = this.deployment
    const sign = ({ voter, support, at, reason }: (typeof signed)[number]) => {
      const times = { signedAt: BigInt(at), expiry: BigInt(deadline) }
      return signBallot(this.account(voter), { governor, name, chainId }, { proposalId, support, reason }, times)
    }
    const boxes = [{ proposalId, ballots: await Promise.all(signed.map(sign)) }] as const
    return this.send(
      by,
      governor,
      encodeFunctionData({ abi: governorAbi, functionName: 'castSignedBallots', args: [boxes] }),
    )
  }

  private planFate({ fate, proposer }: Item, lists: readonly [Address[], bigint[], Hex[]], descriptionHash: Hex) {
    const { governor, treasury } = this.deployment
    const call = (functionName: 'queue' | 'execute' | 'cancel') =>
      encodeFunctionData({ abi: governorAbi, functionName, args: [...lists, descriptionHash] })
    if (fate.kind === 'cancelled') this.plan(fate.on, () => this.send(fate.by, governor, call('cancel')))
    if (fate.kind === 'queued') {
      this.plan(fate.on, () => this.send(proposer, governor, call('queue')))
      if (fate.cancelledOn !== undefined) {
        this.plan(fate.cancelledOn, () => this.send(fate.by!, governor, call('cancel')))
      }
    }
    if (fate.kind === 'executed') {
      this.plan(fate.queuedOn, () => this.send(proposer, governor, call('queue')))
      const salt = toHex(BigInt(governor.padEnd(66, '0')) ^ BigInt(descriptionHash), { size: 32 })
      const args = [...lists, toHex(0, { size: 32 }), salt] as const
      const direct = () => encodeFunctionData({ abi: treasuryAbi, functionName: 'executeBatch', args })
      this.plan(fate.on, () =>
        fate.directly ? this.send(fate.by, treasury, direct()) : this.send(fate.by, governor, call('execute')),
      )
    }
  }
}
