import { encodeFunctionData, keccak256, toBytes, type Address, type Hex } from 'viem'
import type { Deployment } from '../../scripts/generate.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { send, type ChainConnection } from './chain.js'
import { getAccount } from './chain.js'

export const day = 86_400
const proposalStates = [
  'Pending',
  'Active',
  'Canceled',
  'Defeated',
  'Succeeded',
  'Queued',
  'Expired',
  'Executed',
] as const

export type Proposal = { id: bigint; actions: [Address[], bigint[], Hex[]]; description: string }

/** Proposes to admit an account, from the seat of an account of the mnemonic. */
export async function proposeAdmission(
  connection: ChainConnection,
  deployment: Deployment,
  proposer: number,
  candidate: Address,
): Promise<Proposal> {
  const description = `# Admit ${candidate}\n\nA neighbour asks for a seat.\n\n#proposer=${getAccount(proposer).address.toLowerCase()}`
  const data = encodeFunctionData({ abi: membershipAbi, functionName: 'admit', args: [candidate, 0, 0] })
  const actions: Proposal['actions'] = [[deployment.membership], [0n], [data]]
  const governor = { abi: governorAbi, address: deployment.governor } as const
  const id = await connection.reader.readContract({
    ...governor,
    functionName: 'getProposalId',
    args: [...actions, keccak256(toBytes(description))],
  })
  await send(connection, proposer, {
    to: deployment.governor,
    data: encodeFunctionData({ abi: governorAbi, functionName: 'propose', args: [...actions, description] }),
  })
  return { id, actions, description }
}

export async function castVote(
  connection: ChainConnection,
  deployment: Deployment,
  voter: number,
  id: bigint,
  support = 1,
) {
  const data = encodeFunctionData({ abi: governorAbi, functionName: 'castVote', args: [id, support] })
  await send(connection, voter, { to: deployment.governor, data })
}

/** Queues or executes. */
export async function carryOut(
  connection: ChainConnection,
  deployment: Deployment,
  step: 'queue' | 'execute',
  { actions, description }: Proposal,
) {
  const args = [...actions, keccak256(toBytes(description))] as const
  await send(connection, 0, {
    to: deployment.governor,
    data: encodeFunctionData({ abi: governorAbi, functionName: step, args }),
  })
}

export async function readState({ reader }: ChainConnection, deployment: Deployment, id: bigint) {
  const state = await reader.readContract({
    abi: governorAbi,
    address: deployment.governor,
    functionName: 'state',
    args: [id],
  })
  return proposalStates[state]!
}

export async function hasVoted({ reader }: ChainConnection, deployment: Deployment, id: bigint, voter: number) {
  return reader.readContract({
    abi: governorAbi,
    address: deployment.governor,
    functionName: 'hasVoted',
    args: [id, getAccount(voter).address],
  })
}

export async function countSeats({ reader }: ChainConnection, deployment: Deployment, account: Address) {
  return reader.readContract({
    abi: membershipAbi,
    address: deployment.membership,
    functionName: 'balanceOf',
    args: [account],
  })
}
