import { type Address, type Hex, pad, zeroHash } from 'viem'
import { call, getBalance, readContract } from 'viem/actions'
import { encodeAbiParameters, encodeFunctionData, keccak256, numberToHex } from 'viem/utils'
import type { AppError } from '../../domain/appError'
import type { DaoContracts } from '../../domain/dao'
import { compareDao, type DaoDifference, type DaoPicture } from '../../domain/daoDifference'
import type { Proposal, ProposalId } from '../../domain/proposal'
import { computeOperationId, hashDescription, splitActions } from '../../domain/proposalId'
import type { Timepoint } from '../../domain/timepoint'
import type { Asset } from '../../domain/treasury'
import { governorAbi } from '../../generated/abi/governor'
import { erc20Abi } from '../../generated/abi/tokens'
import { treasuryAbi } from '../../generated/abi/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { getRules } from './getRules'
import { listRoles } from './listRoles'

/** What came of trying a decision out on the newest block; `error` says why it could not be done. */
export type Trial = { readonly error: AppError | null }

/**
 * Executes a decision on the newest block without leaving a trace, as if its waiting time were over: the treasury's own
 * record of when it may be executed is set for this one question.
 *
 * @param now the time of the newest block
 * @example const { error } = await tryExecution(client, dao, proposal, head.time)
 * @throws AppError `chainUnreachable`
 */
export async function tryExecution(
  client: ChainClient,
  dao: DaoContracts,
  { actions, description }: Pick<Proposal, 'actions' | 'description'>,
  now: Timepoint,
): Promise<Trial> {
  const { targets, values, calldatas } = splitActions(actions)
  const salt = numberToHex((BigInt(dao.governor) << 96n) ^ BigInt(hashDescription(description)), { size: 32 })
  const args = [targets, values, calldatas, zeroHash, salt] as const
  const data = encodeFunctionData({ abi: treasuryAbi, functionName: 'executeBatch', args })
  const readyAt = {
    slot: findReadySlot(computeOperationId(actions, description, dao.governor)),
    value: pad(numberToHex(now), { size: 32 }),
  }
  return tell(
    call(client, { to: dao.treasury, data, stateOverride: [{ address: dao.treasury, stateDiff: [readyAt] }] }),
  )
}

/**
 * Tries out whether the governor takes a decision now: into the queue, or out of it.
 *
 * @example const { error } = await tryStep(client, dao, proposal, 'queue')
 * @throws AppError `chainUnreachable`
 */
export async function tryStep(
  client: ChainClient,
  dao: DaoContracts,
  { actions, description }: Pick<Proposal, 'actions' | 'description'>,
  step: 'queue' | 'execute',
): Promise<Trial> {
  const { targets, values, calldatas } = splitActions(actions)
  const args = [targets, values, calldatas, hashDescription(description)] as const
  return tell(
    call(client, { to: dao.governor, data: encodeFunctionData({ abi: governorAbi, functionName: step, args }) }),
  )
}

async function tell(asked: Promise<unknown>): Promise<Trial> {
  try {
    await asked
    return { error: null }
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.kind === 'chainUnreachable') throw error
    return { error }
  }
}

/** Where `TimelockController` keeps when an operation may be executed: the second of its variables, by the operation. */
export function findReadySlot(operation: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [operation, 1n]))
}

/**
 * What differs in the treasury's balances, in who holds roles on it, and in the rules, between two blocks; null where the
 * node does not keep the state of the earlier one.
 *
 * @param assets whose balances are compared
 * @example await listDifferences(client, dao, assets, proposal.createdAtBlock, head.number)
 * @throws AppError
 */
export async function listDifferences(
  client: ChainClient,
  dao: DaoContracts,
  assets: readonly Asset[],
  before: bigint,
  head: bigint,
): Promise<readonly DaoDifference[] | null> {
  const now = await takePicture(client, dao, assets, head, head)
  try {
    return compareDao(await takePicture(client, dao, assets, before, head), now)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.kind === 'chainUnreachable') throw error
    return null
  }
}

async function takePicture(
  client: ChainClient,
  dao: DaoContracts,
  assets: readonly Asset[],
  blockNumber: bigint,
  head: bigint,
): Promise<DaoPicture> {
  try {
    const [balances, roles, rules] = await Promise.all([
      Promise.all(
        assets.map(async (asset) => ({ asset, amount: await getAmount(client, dao.treasury, asset, blockNumber) })),
      ),
      listRoles(client, dao, head, blockNumber),
      getRules(client, dao, blockNumber),
    ])
    return { balances, roles, rules }
  } catch (error) {
    throw toAppError(error)
  }
}

function getAmount(client: ChainClient, account: Address, { token }: Asset, blockNumber: bigint): Promise<bigint> {
  if (token === null) return getBalance(client, { address: account, blockNumber })
  const contract = { address: token, abi: erc20Abi, blockNumber } as const
  return readContract(client, { ...contract, functionName: 'balanceOf', args: [account] })
}

/** What a call would take, by a node; null where it would fail. */
export async function estimateGas(
  client: ChainClient,
  call: { readonly address: Address; readonly data: Hex },
  from: Address,
): Promise<bigint | null> {
  const asked = { from, to: call.address, data: call.data }
  try {
    return BigInt(await client.request({ method: 'eth_estimateGas', params: [asked] }))
  } catch {
    return null // It would fail: what it would take is not known.
  }
}

/**
 * The governor's own state of a proposal, as the number that it answers with.
 *
 * @example (await getProposalState(client, dao, id)) === 7 // executed
 * @throws AppError
 */
export async function getProposalState(client: ChainClient, dao: DaoContracts, id: ProposalId): Promise<number> {
  try {
    return await readContract(client, { address: dao.governor, abi: governorAbi, functionName: 'state', args: [id] })
  } catch (error) {
    throw toAppError(error)
  }
}
