import type { Address, Hex } from 'viem'
import { parseClock } from '../../domain/governor/clock'
import { abilities, type Ability, type Code, findAbility, type Presence } from '../../domain/governor/code'
import { parseCountingMode } from '../../domain/governor/counting'
import {
  type ForeignGovernor,
  type ForeignTimelock,
  type ForeignToken,
  type Inspection,
  isNobody,
  type VoteForm,
} from '../../domain/governor/foreignGovernor'
import { cleanLine } from '../../domain/governor/foreignText'
import { voteTypeHashes } from '../../domain/governor/signedVote'
import { foreignGovernorAbi, foreignTimelockAbi, foreignTokenAbi } from '../../generated/abi/openZeppelin'
import type { ChainClient } from '../chain/createChainClient'
import { ask } from './ask'
import { getSeenBlock } from './getSeenBlock'
import { inspectCode } from './inspectCode'

/** The most decimals that a number of votes can be cut by and still be one. */
const mostDecimals = 36n
const erc721 = '0x80ac58cd'

/**
 * What stands at an address that somebody calls a governor: asked of its code and its getters, none of which is
 * believed to be more than an answer.
 *
 * @param head the newest block's number
 * @example const found = await inspectGovernor(client, '0x…', head.number)
 * @throws AppError where the chain cannot be asked
 */
export async function inspectGovernor(client: ChainClient, address: Address, head: bigint): Promise<Inspection> {
  const found = await inspectCode(client, address)
  if (found === null) return { kind: 'noCode' }
  const { code, implementation } = found
  const get = <Value>(functionName: string) => ask<Value>(client, { address, abi: foreignGovernorAbi, functionName })
  const [name, version, countingMode, clockMode, now, tokenAddress, timelockAddress] = await Promise.all([
    ...(['name', 'version', 'COUNTING_MODE', 'CLOCK_MODE'] as const).map((each) => get<string>(each)),
    get<bigint>('clock'),
    get<Address>('token'),
    get<Address>('timelock'),
  ] as [
    Promise<string | null>,
    Promise<string | null>,
    Promise<string | null>,
    Promise<string | null>,
    Promise<bigint | null>,
    Promise<Address | null>,
    Promise<Address | null>,
  ])
  const [votingDelay, votingPeriod, proposalThreshold] = await Promise.all(
    ['votingDelay', 'votingPeriod', 'proposalThreshold'].map((each) => get<bigint>(each)),
  )
  const missing = [
    ...(['state', 'proposalSnapshot'] as const).filter((each) => findAbility(code, each) === 'absent'),
    ...(votingPeriod == null ? ['votingPeriod'] : []),
  ]
  if (missing.length > 0) return { kind: 'notGovernor', missing }
  const [token, timelock, signing] = await Promise.all([
    inspectToken(client, tokenAddress, head),
    inspectTimelock(client, timelockAddress, findAbility(code, 'queue')),
    inspectSigning(client, address, code),
  ])
  const governor: ForeignGovernor = {
    chainId: client.chain.id,
    address,
    implementation,
    name: cleanLine(name),
    version: cleanLine(version, 40),
    counting: parseCountingMode(countingMode),
    clock: await readClock(client, clockMode, now, head),
    token,
    timelock,
    abilities: Object.fromEntries(abilities.map((each) => [each, findAbility(code, each)])) as Record<
      Ability,
      Presence
    >,
    votingDelay: votingDelay ?? null,
    votingPeriod: votingPeriod ?? null,
    proposalThreshold: proposalThreshold ?? null,
    signing,
  }
  return { kind: 'governor', governor }
}

async function inspectToken(client: ChainClient, address: Address | null, head: bigint): Promise<ForeignToken | null> {
  if (address === null || isNobody(address)) return null
  const found = await inspectCode(client, address)
  if (found === null) return null
  const get = <Value>(functionName: string, args: readonly unknown[] = []) =>
    ask<Value>(client, { address, abi: foreignTokenAbi, functionName, args })
  const [name, symbol, clockMode] = await Promise.all(['name', 'symbol', 'CLOCK_MODE'].map((each) => get<string>(each)))
  const [decimals, now, isPieces] = await Promise.all([
    get<bigint>('decimals'),
    get<bigint>('clock'),
    get<boolean>('supportsInterface', [erc721]),
  ])
  const kind = isPieces === true ? 'erc721' : decimals === null ? 'unknown' : 'erc20'
  return {
    address,
    kind,
    name: cleanLine(name ?? null, 80),
    symbol: cleanLine(symbol ?? null, 24),
    decimals: kind === 'erc20' && decimals !== null && decimals <= mostDecimals ? Number(decimals) : 0,
    clock: await readClock(client, clockMode ?? null, now, head),
    delegate: findAbility(found.code, 'delegate'),
  }
}

async function readClock(client: ChainClient, mode: string | null, now: bigint | null, head: bigint) {
  const seen = mode === null && now === null ? await getSeenBlock(client) : null
  return parseClock(mode, now, head, seen ?? head)
}

async function inspectTimelock(
  client: ChainClient,
  address: Address | null,
  queue: Presence,
): Promise<ForeignTimelock> {
  if (address === null || isNobody(address)) return { kind: 'none' }
  const get = <Value>(functionName: string) => ask<Value>(client, { address, abi: foreignTimelockAbi, functionName })
  const [least, role, delay, grace] = await Promise.all([
    get<bigint>('getMinDelay'),
    get<Hex>('PROPOSER_ROLE'),
    get<bigint>('delay'),
    get<bigint>('GRACE_PERIOD'),
  ])
  if (least !== null && role !== null) return { kind: 'controller', address, delay: least }
  if (delay !== null && grace !== null) return { kind: 'compound', address, delay }
  return queue === 'absent' ? { kind: 'none' } : { kind: 'unknown', address, delay: null }
}

/** The functions that take signatures of a form. */
const signedBy = {
  numbered: ['castVoteBySig', 'castVoteWithReasonAndParamsBySig'],
  plain: ['castVoteBySigPlain', 'castVoteWithReasonAndParamsBySigPlain'],
} as const satisfies Record<VoteForm, readonly Ability[]>

async function inspectSigning(client: ChainClient, address: Address, code: Code): Promise<ForeignGovernor['signing']> {
  const has = (ability: Ability) => findAbility(code, ability) !== 'absent'
  if (!has('castVoteBySig') && !has('castVoteBySigPlain')) return { kind: 'absent' }
  const get = <Value>(functionName: string) => ask<Value>(client, { address, abi: foreignGovernorAbi, functionName })
  type Answer = readonly [Hex, string, string, bigint, Address, Hex, readonly bigint[]]
  const [said, short, extended] = await Promise.all([
    get<Answer>('eip712Domain'),
    get<Hex>('BALLOT_TYPEHASH'),
    get<Hex>('EXTENDED_BALLOT_TYPEHASH'),
  ])
  if (said === null) return { kind: 'undescribed' }
  const [fields, name, version, chainId, verifyingContract, , extensions] = said
  // Name, version, chain and contract, and nothing else: a signature for any other could be used elsewhere.
  const isOnly = fields === '0x0f' && extensions.length === 0
  const isItsOwn = chainId === BigInt(client.chain.id) && verifyingContract.toLowerCase() === address.toLowerCase()
  const form = (['numbered', 'plain'] as const).find(
    (each) =>
      short === voteTypeHashes[each].short &&
      extended === voteTypeHashes[each].extended &&
      signedBy[each].every((ability) => has(ability)),
  )
  if (!isOnly || !isItsOwn || form === undefined || name.length > 256 || version.length > 64) return { kind: 'other' }
  return { kind: 'domain', form, domain: { name, version, chainId: client.chain.id, verifyingContract } }
}
