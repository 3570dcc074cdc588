import {
  concatHex,
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  http,
  keccak256,
  multicall3Abi,
  parseEventLogs,
  toFunctionSelector,
  toHex,
  zeroAddress,
  type Abi,
  type AbiFunction,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type Hex,
  type LocalAccount,
} from 'viem'
import { foundry } from 'viem/chains'
import { readArtifact, type Deployment } from '../../scripts/generate.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { observersAbi } from '../../web/src/generated/abi/observers.js'
import { recoveryAbi } from '../../web/src/generated/abi/recovery.js'
import { statementsAbi } from '../../web/src/generated/abi/statements.js'
import { budgetsAbi } from '../../web/src/generated/abi/budgets.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import { erc20Abi, erc721Abi } from '../../web/src/generated/abi/tokens.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { multicall3Address, multicall3Code } from '../../scripts/stack/multicall3.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { signBallot, signList, type SignedBallot, type SignedList } from '../../scripts/seed/sign-ballots.js'
import * as signing from '../../scripts/seed/sign-seats.js'
import { getAccount } from '../support/chain.js'
import { emitter, encodeForward, forwarder, toInitcode } from './assemble.js'

export type Action = { target: Address; value: bigint; data: Hex }
/** Kinds of a document, as the registry counts them. */
export const documentKinds = { charter: 0, resolution: 1, policy: 2 } as const
/** What differs from a ballot that is signed now by its voter and good for a week. */
export type Oddities = { signedAt?: number; expiry?: number; voter?: Address; reason?: string }
export type Proposal = { id: bigint; actions: Action[]; description: Hex; descriptionHash: Hex; proposer: Address }

const day = 86_400

const abis = {
  membership: membershipAbi,
  observers: observersAbi,
  gates: gatesAbi,
  recovery: recoveryAbi,
  statements: statementsAbi,
  budgets: budgetsAbi,
  grants: grantsAbi,
  payouts: payoutsAbi,
  distributions: distributionsAbi,
  donations: donationsAbi,
  splits: splitsAbi,
}
type Abis = typeof abis
type Act<C extends keyof Abis> = ContractFunctionName<Abis[C], 'nonpayable'>
type Arguments<C extends keyof Abis, N extends Act<C>> = Extract<
  ContractFunctionArgs<Abis[C], 'nonpayable', N>,
  readonly unknown[]
>

export const accounts = Array.from({ length: 36 }, (_, index) => getAccount(index))

/** Sent and refused: the block has another time than the estimate had, and a vote may end between them. */
export class Reverted extends Error {
  override name = 'Reverted'
}

/** What people do to a DAO, on a chain that mines a block for each transaction. */
export class History {
  readonly proposals: Proposal[] = []
  readonly client
  readonly chain
  private readonly wallet

  constructor(
    readonly rpcUrl: string,
    readonly deployment: Deployment,
  ) {
    const transport = http(rpcUrl, { timeout: 60_000, batch: true })
    this.client = createPublicClient({ chain: foundry, transport, cacheTime: 0, pollingInterval: 20 })
    this.chain = createTestClient({ chain: foundry, mode: 'anvil', transport })
    this.wallet = createWalletClient({ chain: foundry, transport })
  }

  /** A block for each transaction and none without. */
  async holdClock() {
    if ((await this.client.getChainId()) !== 31337) throw new Error('This is no chain to try things on.')
    await this.chain.setIntervalMining({ interval: 0 })
    await this.chain.setAutomine(true)
    await this.chain.setCode({ address: multicall3Address, bytecode: multicall3Code })
    for (const { address } of accounts) await this.chain.setBalance({ address, value: 10n ** 22n })
  }

  async send(from: number, to: Address | null, data: Hex = '0x', value = 0n): Promise<Hex> {
    const account = accounts[from]!
    const gas = await this.client.estimateGas({ account, to, data, value })
    const hash = await this.wallet.sendTransaction({ account, to, data, value, gas: gas + gas / 4n + 50_000n })
    const receipt = await waitForReceipt(this.client, hash)
    if (receipt.status !== 'success') throw new Reverted(hash)
    return hash
  }

  async deployCode(initcode: Hex): Promise<Address> {
    const hash = await this.send(0, null, initcode)
    return (await this.client.getTransactionReceipt({ hash })).contractAddress!
  }

  async deployArtifact(name: string, args: readonly unknown[]): Promise<Address> {
    const { abi, bytecode } = readArtifact(name)
    return this.deployCode(encodeDeployData({ abi: abi as Abi, bytecode: bytecode.object, args } as never))
  }

  deployForwarder() {
    return this.deployCode(toInitcode(forwarder))
  }

  deployEmitter() {
    return this.deployCode(toInitcode(emitter))
  }

  async pass(seconds: number) {
    await this.chain.increaseTime({ seconds })
    await this.chain.mine({ blocks: 1 })
  }

  async propose(from: number, actions: Action[], description: string | Hex, through?: Address): Promise<Proposal> {
    const bytes = description.startsWith('0x') ? (description as Hex) : toHex(description)
    const data = encodeRaw('propose', [...toLists(actions), bytes])
    const { governor } = this.deployment
    const hash = through
      ? await this.send(from, through, encodeForward(governor, 0n, data))
      : await this.send(from, governor, data)
    const { logs } = await this.client.getTransactionReceipt({ hash })
    const created = parseEventLogs({ abi: governorAbi, eventName: 'ProposalCreated', logs })[0]!
    const proposer = through ?? accounts[from]!.address
    const proposal = {
      id: created.args.proposalId,
      actions,
      description: bytes,
      descriptionHash: keccak256(bytes),
      proposer,
    }
    this.proposals.push(proposal)
    return proposal
  }

  private governorCall(proposal: Proposal, functionName: 'queue' | 'execute' | 'cancel') {
    const args = [...toLists(proposal.actions), proposal.descriptionHash] as const
    return encodeFunctionData({ abi: governorAbi, functionName, args })
  }

  queue(from: number, proposal: Proposal) {
    return this.send(from, this.deployment.governor, this.governorCall(proposal, 'queue'))
  }

  execute(from: number, proposal: Proposal, value = 0n) {
    return this.send(from, this.deployment.governor, this.governorCall(proposal, 'execute'), value)
  }

  cancel(from: number, proposal: Proposal) {
    return this.send(from, this.deployment.governor, this.governorCall(proposal, 'cancel'))
  }

  /** Past the governor: anybody may. */
  executeDirectly(from: number, proposal: Proposal, value = 0n) {
    const salt = toHex(BigInt(this.deployment.governor.padEnd(66, '0')) ^ BigInt(proposal.descriptionHash), {
      size: 32,
    })
    const args = [...toLists(proposal.actions), toHex(0, { size: 32 }), salt] as const
    const data = encodeFunctionData({ abi: treasuryAbi, functionName: 'executeBatch', args })
    return this.send(from, this.deployment.treasury, data, value)
  }

  /** In the same transaction as another call, which comes first. */
  executeAfter(from: number, first: Action, proposal: Proposal) {
    const calls = [first, { target: this.deployment.governor, data: this.governorCall(proposal, 'execute') }]
    const args = [calls.map(({ target, data }) => ({ target, allowFailure: false, callData: data }))] as const
    return this.send(
      from,
      multicall3Address,
      encodeFunctionData({ abi: multicall3Abi, functionName: 'aggregate3', args }),
    )
  }

  vote(from: number, proposal: Proposal, support: number, reason?: string | Hex, params?: Hex) {
    const args = [proposal.id, support, ...[reason, params].filter((each) => each !== undefined)]
    const name =
      params !== undefined ? 'castVoteWithReasonAndParams' : reason !== undefined ? 'castVoteWithReason' : 'castVote'
    return this.send(from, this.deployment.governor, encodeRaw(name, args))
  }

  private get poll() {
    const { governor, name } = this.deployment
    return { governor, name, chainId: foundry.id }
  }

  /** A ballot that anybody may carry. */
  async sign(signer: number, proposalId: bigint, support: number, odd: Oddities = {}): Promise<SignedBallot> {
    const signedAt = odd.signedAt ?? (await this.now())
    const times = { signedAt: BigInt(signedAt), expiry: BigInt(odd.expiry ?? signedAt + 7 * day) }
    const choice = { proposalId, support, reason: odd.reason ?? '' }
    return signBallot(accounts[signer]!, this.poll, choice, times, odd.voter)
  }

  /** Choices on several proposals under one signature. */
  async signList(signer: number, choices: [proposalId: bigint, support: number][]): Promise<SignedList> {
    const now = BigInt(await this.now())
    const list = choices.map(([proposalId, support]) => ({ proposalId, support, reason: `One of ${choices.length}` }))
    return signList(accounts[signer]!, this.poll, list, { signedAt: now, expiry: now + BigInt(7 * day) })
  }

  encodeCarry(boxes: [proposalId: bigint, ballots: SignedBallot[]][]): Hex {
    const args = [boxes.map(([proposalId, ballots]) => ({ proposalId, ballots }))] as const
    return encodeFunctionData({ abi: governorAbi, functionName: 'castSignedBallots', args })
  }

  carry(from: number, ...boxes: [proposalId: bigint, ballots: SignedBallot[]][]) {
    return this.send(from, this.deployment.governor, this.encodeCarry(boxes))
  }

  carryLists(from: number, ...lists: SignedList[]) {
    const data = encodeFunctionData({ abi: governorAbi, functionName: 'castSignedLists', args: [lists] })
    return this.send(from, this.deployment.governor, data)
  }

  /** By OpenZeppelin's signature, whose nonce names the ballot that it replaces. */
  async voteBySignature(from: number, voter: number, proposal: Proposal, support: number, reason?: string) {
    const { governor, name } = this.deployment
    const account = accounts[voter]!
    const read = { address: governor, abi: governorAbi, functionName: 'ballotOf' } as const
    const [nonce] = await this.client.readContract({ ...read, args: [proposal.id, account.address] })
    const domain = { name, version: '1', chainId: foundry.id, verifyingContract: governor }
    const fields = 'uint256 proposalId,uint8 support,address voter,uint256 nonce'
    const rest = reason === undefined ? '' : ',string reason,bytes params'
    const Ballot = `${fields}${rest}`.split(',').map((each) => {
      const [type, label] = each.split(' ')
      return { name: label!, type: type! }
    })
    const message = { proposalId: proposal.id, support, voter: account.address, nonce, reason, params: '0x' }
    const primaryType = reason === undefined ? 'Ballot' : 'ExtendedBallot'
    const signature = await account.signTypedData({ domain, types: { [primaryType]: Ballot }, primaryType, message })
    const data =
      reason === undefined
        ? encodeFunctionData({
            abi: governorAbi,
            functionName: 'castVoteBySig',
            args: [proposal.id, support, account.address, signature],
          })
        : encodeFunctionData({
            abi: governorAbi,
            functionName: 'castVoteWithReasonAndParamsBySig',
            args: [proposal.id, support, account.address, reason, '0x', signature],
          })
    return this.send(from, governor, data)
  }

  /** A ballot of a contract that does what it is told. */
  voteThrough(from: number, voter: Address, proposal: Proposal, support: number) {
    const args = [proposal.id, support] as const
    const data = encodeFunctionData({ abi: governorAbi, functionName: 'castVote', args })
    return this.send(from, voter, encodeForward(this.deployment.governor, 0n, data))
  }

  /** To the last seconds of a vote: `before` its end, as it is now; a second on where that is over. */
  async passToEnd(proposal: Proposal, before: number) {
    const read = { address: this.deployment.governor, abi: governorAbi, functionName: 'proposalDeadline' } as const
    const deadline = await this.client.readContract({ ...read, args: [proposal.id] })
    await this.pass(Math.max(1, Number(deadline) - before - (await this.now())))
  }

  delegate(from: number, to: Address) {
    const data = encodeFunctionData({ abi: membershipAbi, functionName: 'delegate', args: [to] })
    return this.send(from, this.deployment.membership, data)
  }

  /** Votes it through and lets the delay pass. */
  async decide(proposal: Proposal, voters: number[], reason?: string) {
    await this.pass(day + 1)
    for (const voter of voters) await this.vote(voter, proposal, 1, reason)
    await this.pass(6 * day)
    await this.queue(voters[0]!, proposal)
    await this.pass(2 * day + 1)
  }

  pay(to: Address, value: bigint): Action {
    return { target: to, value, data: '0x' }
  }

  payToken(token: Address, to: Address, amount: bigint): Action {
    return {
      target: token,
      value: 0n,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
    }
  }

  payCollectible(token: Address, to: Address, tokenId: bigint): Action {
    const args = [this.deployment.treasury, to, tokenId] as const
    return {
      target: token,
      value: 0n,
      data: encodeFunctionData({ abi: erc721Abi, functionName: 'transferFrom', args }),
    }
  }

  /** A call of one of the contracts that keep seats, or that pay. */
  toAction<C extends keyof Abis, N extends Act<C>>(contract: C, functionName: N, ...args: Arguments<C, N>): Action {
    const data = encodeFunctionData({ abi: abis[contract], functionName, args } as never)
    return { target: this.deployment[contract], value: 0n, data }
  }

  /** Makes such a call. */
  act<C extends keyof Abis, N extends Act<C>>(from: number, contract: C, functionName: N, ...args: Arguments<C, N>) {
    const { target, data } = this.toAction<C, N>(contract, functionName, ...args)
    return this.send(from, target, data)
  }

  /** A gift of coin for a purpose. */
  give(from: number, purposeId: bigint, value: bigint, note: string) {
    const data = encodeFunctionData({ abi: donationsAbi, functionName: 'give', args: [purposeId, note] })
    return this.send(from, this.deployment.donations, data, value)
  }

  /** A gift of a token for a purpose, with the allowance that it takes. */
  async giveToken(from: number, purposeId: bigint, token: Address, amount: bigint, note: string) {
    const args = [this.deployment.donations, amount] as const
    await this.send(from, token, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args }))
    return this.act(from, 'donations', 'giveToken', purposeId, token, amount, note)
  }

  /** The number that was given last: of an envelope, and of what each module counts. */
  async readLast(what: 'envelope' | 'draw' | 'grant' | 'payout' | 'purpose'): Promise<bigint> {
    const { treasury, budgets, grants, payouts, donations } = this.deployment
    const client = this.client
    if (what === 'envelope')
      return client.readContract({ address: treasury, abi: treasuryAbi, functionName: 'envelopeCount' })
    if (what === 'draw') return client.readContract({ address: budgets, abi: budgetsAbi, functionName: 'drawCount' })
    if (what === 'grant') return client.readContract({ address: grants, abi: grantsAbi, functionName: 'grantCount' })
    if (what === 'payout')
      return client.readContract({ address: payouts, abi: payoutsAbi, functionName: 'payoutCount' })
    return client.readContract({ address: donations, abi: donationsAbi, functionName: 'purposeCount' })
  }

  private toDomain(contract: keyof Abis): signing.Domain {
    return { name: this.deployment.name, chainId: foundry.id, contract: this.deployment[contract] }
  }

  /** Signs an invitation, and gives what makes it a seat for somebody. */
  async invite(officer: number, key: LocalAccount, invitation: Omit<signing.Invitation, 'inviter' | 'key'>) {
    const [inviter, domain] = [accounts[officer]!, this.toDomain('gates')]
    const complete = { ...invitation, inviter: inviter.address, key: key.address }
    const signature = await signing.signInvitation(inviter, domain, complete)
    return async (from: number, account: Address) =>
      this.act(from, 'gates', 'join', complete, account, signature, await signing.signJoin(key, domain, account))
  }

  async acceptBySignature(from: number, newKey: number, tokenId: bigint, holder: Address) {
    const signature = await signing.signAcceptance(accounts[newKey]!, this.toDomain('recovery'), tokenId, holder)
    return this.act(from, 'recovery', 'acceptRecovery', tokenId, signature)
  }

  async publishBySignature(from: number, delegate: number, digest: Hex, at: number) {
    const account = accounts[delegate]!
    const signature = await signing.signStatement(account, this.toDomain('statements'), digest, at)
    return this.act(from, 'statements', 'publishFor', account.address, digest, at, signature)
  }

  /** The account that holds a seat, by its place; undefined for one that does not exist, or is held by somebody else. */
  async findHolder(tokenId: bigint): Promise<number | undefined> {
    const read = { address: this.deployment.membership, abi: membershipAbi, functionName: 'ownerOf' } as const
    const holder = await this.client.readContract({ ...read, args: [tokenId] }).catch(() => undefined)
    const place = accounts.findIndex(({ address }) => address === holder)
    return place === -1 ? undefined : place
  }

  set(functionName: 'setVotingDelay' | 'setVotingPeriod', value: number): Action {
    const data = encodeFunctionData({ abi: governorAbi, functionName, args: [value] })
    return { target: this.deployment.governor, value: 0n, data }
  }

  setVotingRules(swingExtension: number, lockWindow: number, proposalLimit: number): Action {
    const args = [swingExtension, lockWindow, proposalLimit] as const
    const data = encodeFunctionData({ abi: governorAbi, functionName: 'setVotingRules', args })
    return { target: this.deployment.governor, value: 0n, data }
  }

  adopt(digest: Hex, kind: keyof typeof documentKinds): Action {
    const args = [digest, documentKinds[kind]] as const
    const data = encodeFunctionData({ abi: registryAbi, functionName: 'adopt', args })
    return { target: this.deployment.registry, value: 0n, data }
  }

  repeal(number: bigint, digest: Hex): Action {
    const data = encodeFunctionData({ abi: registryAbi, functionName: 'repeal', args: [number, digest] })
    return { target: this.deployment.registry, value: 0n, data }
  }

  /** What may admit, and recover, without a vote. */
  async readParts(): Promise<{ governor: Address; gates: Address; recovery: Address }> {
    const read = { address: this.deployment.membership, abi: membershipAbi, functionName: 'parts' } as const
    return this.client.readContract(read)
  }

  /** The recovery that runs; nothing but zeros where none does, or there is no such seat. */
  async readAttempt(tokenId: bigint): Promise<{ from: Address; to: Address }> {
    const read = { address: this.deployment.recovery, abi: recoveryAbi, functionName: 'attemptOf' } as const
    const none = { from: zeroAddress, to: zeroAddress }
    return this.client.readContract({ ...read, args: [tokenId] }).catch(() => none)
  }

  setMany(): Action[] {
    const { governor, treasury } = this.deployment
    const call = (target: Address, data: Hex): Action => ({ target, value: 0n, data })
    return [
      call(governor, encodeFunctionData({ abi: governorAbi, functionName: 'setProposalThreshold', args: [2n] })),
      call(governor, encodeFunctionData({ abi: governorAbi, functionName: 'updateQuorumNumerator', args: [15n] })),
      call(treasury, encodeFunctionData({ abi: treasuryAbi, functionName: 'updateDelay', args: [BigInt(2 * day)] })),
    ]
  }

  setGuardian(guardian: Address, expiresAt: number): Action {
    const data = encodeFunctionData({ abi: governorAbi, functionName: 'setGuardian', args: [guardian, expiresAt] })
    return { target: this.deployment.governor, value: 0n, data }
  }

  setEnvelope(module: Address, asset: Address, total: bigint, cap: bigint, period: number, end: number): Action {
    const args = [module, asset, total, cap, period, end] as const
    const data = encodeFunctionData({ abi: treasuryAbi, functionName: 'setEnvelope', args })
    return { target: this.deployment.treasury, value: 0n, data }
  }

  revokeEnvelope(envelopeId: bigint): Action {
    const data = encodeFunctionData({ abi: treasuryAbi, functionName: 'revokeEnvelope', args: [envelopeId] })
    return { target: this.deployment.treasury, value: 0n, data }
  }

  disburse(from: number, module: Address, envelopeId: bigint, to: Address[], amounts: bigint[]) {
    const args = [envelopeId, to, amounts, keccak256('0x01')] as const
    const data = encodeFunctionData({ abi: treasuryAbi, functionName: 'disburse', args })
    return this.send(from, module, encodeForward(this.deployment.treasury, 0n, data))
  }

  async now(): Promise<number> {
    return Number((await this.client.getBlock()).timestamp)
  }
}

function toLists(actions: Action[]) {
  return [actions.map((a) => a.target), actions.map((a) => a.value), actions.map((a) => a.data)] as const
}

/** A call of the governor; a string may be given as bytes, so that what is not UTF-8 can be sent. */
function encodeRaw(
  functionName: 'propose' | 'castVote' | 'castVoteWithReason' | 'castVoteWithReasonAndParams',
  args: unknown[],
) {
  const item = governorAbi.find((each) => each.type === 'function' && each.name === functionName) as AbiFunction
  const isText = (i: number) => item.inputs[i]!.type === 'string'
  const inputs = item.inputs.map(({ type }, i) => ({ type: isText(i) ? 'bytes' : type }))
  const values = args.map((arg, i) => (isText(i) && !String(arg).startsWith('0x') ? toHex(String(arg)) : arg))
  return concatHex([toFunctionSelector(item), encodeAbiParameters(inputs, values)])
}
