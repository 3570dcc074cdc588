import { erc20Abi, type Address, type Hex, type PublicClient } from 'viem'
import type { Deployment } from '../../scripts/generate.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import type { Row, Tables, Value } from './entities.js'

const states = ['Pending', 'Active', 'Canceled', 'Defeated', 'Succeeded', 'Queued', 'Expired', 'Executed'] as const

/** The state that a proposal's facts make at a time, as `AlthingGovernor.state` defines it. */
export function toState(proposal: Row, operation: Row | undefined, quorum: bigint, grace: bigint, now: bigint) {
  const at = (field: string) => BigInt(proposal[field] as string)
  if (proposal.executedAt !== null) return 'Executed'
  if (proposal.canceledAt !== null) return 'Canceled'
  if (operation) return now > BigInt(operation.expiresAt as string) ? 'Expired' : 'Queued'
  if (now <= at('snapshot')) return 'Pending'
  if (now <= at('deadline')) return 'Active'
  const isPassed = at('forVotes') > at('againstVotes') && at('forVotes') + at('abstainVotes') >= quorum
  if (!isPassed) return 'Defeated'
  return now > at('deadline') + grace ? 'Expired' : 'Succeeded'
}

/** Seats that existed at a time, from what the index says of each. */
function countSeats(tables: Tables, at: bigint) {
  return [...tables.get('Seat')!.values()].filter(
    (seat) => BigInt(seat.since as string) <= at && (seat.burntAt === null || BigInt(seat.burntAt as string) > at),
  ).length
}

/** The setting in force at a time, from the changes that the index tells of. */
function getSetting(tables: Tables, name: string, at: bigint): bigint {
  const changes = [...tables.get('SettingChanged')!.values()]
    .filter((change) => change.name === name && BigInt(change.at as string) <= at)
    .sort((a, b) => Number(BigInt(a.block as string) - BigInt(b.block as string)))
  return BigInt(changes.at(-1)!.newValue as string)
}

/**
 * Where the index differs from what the contracts themselves say at a block, in words. Balances are compared for the
 * tokens that are known to be honest.
 */
export async function findContradictions(
  client: PublicClient,
  deployment: Deployment,
  tables: Tables,
  blockNumber: bigint,
  honest: { erc20: readonly Address[]; erc721: readonly Address[] },
): Promise<string[]> {
  // All at once, in batches: one after another, a long history would take most of its time here.
  const checks: Promise<string | undefined>[] = []
  const check = (what: string, indexed: Value | bigint | undefined, real: unknown) => {
    const compare = async () => {
      const [a, b] = [String(indexed).toLowerCase(), String(await real).toLowerCase()]
      return a === b ? undefined : `${what}: the index says ${a}, the contract ${b}`
    }
    checks.push(compare())
  }
  const { governor, treasury, membership } = deployment
  const read = (address: Address, abi: readonly unknown[], functionName: string, args: readonly unknown[] = []) =>
    client.readContract({ address, abi, functionName, args, blockNumber } as never) as Promise<unknown>
  const fromGovernor = (name: string, ...args: unknown[]) => read(governor, governorAbi, name, args)
  const fromTreasury = (name: string, ...args: unknown[]) => read(treasury, treasuryAbi, name, args)
  const fromMembership = (name: string, ...args: unknown[]) => read(membership, membershipAbi, name, args)
  const rows = (entity: string) => [...tables.get(entity)!.values()]
  const now = (await client.getBlock({ blockNumber })).timestamp
  const zero = '0x0000000000000000000000000000000000000000'

  const dao = rows('Dao')[0]!
  for (const name of [
    'votingDelay',
    'votingPeriod',
    'quorumNumerator',
    'guardianBurnt',
    'guardianExpiresAt',
    'grace',
  ]) {
    check(name, dao[name], fromGovernor(name))
  }
  check('proposalCount', dao.proposalCount, fromGovernor('proposalCount'))
  check('guardian', dao.guardian ?? zero, fromGovernor('guardian'))
  check('timelockDelay', dao.timelockDelay, fromTreasury('getMinDelay'))
  check('seatCount', dao.seatCount, fromMembership('totalSupply'))

  for (const seat of rows('Seat')) {
    const owner = fromMembership('ownerOf', BigInt(seat.tokenId as string)).catch(() => zero)
    const holder = tables.get('Member')!.get(seat.holder as string)!.account!
    check(`holder of seat ${String(seat.tokenId)}`, seat.burntAt === null ? holder : zero, owner)
  }
  for (const member of rows('Member')) {
    const account = member.account as Address
    const delegate = member.delegate ? tables.get('Member')!.get(member.delegate as string)!.account! : zero
    check(`votes of ${account}`, member.votes, fromMembership('getVotes', account))
    check(`seats of ${account}`, member.seatCount, fromMembership('balanceOf', account))
    check(`delegate of ${account}`, delegate, fromMembership('delegates', account))
  }

  for (const proposal of rows('Proposal')) {
    const id = BigInt(proposal.proposalId as string)
    const snapshot = BigInt(proposal.snapshot as string)
    const operation = proposal.operation ? tables.get('Operation')!.get(proposal.operation as string) : undefined
    check('proposal by number', id, fromGovernor('proposalIdAt', BigInt(proposal.number as string)))
    check('snapshot', snapshot, fromGovernor('proposalSnapshot', id))
    check('deadline', proposal.deadline, fromGovernor('proposalDeadline', id))
    check('eta', proposal.eta ?? 0n, fromGovernor('proposalEta', id))
    const votes = [proposal.againstVotes, proposal.forVotes, proposal.abstainVotes]
    check('tally', votes.join(), fromGovernor('proposalVotes', id))
    let quorum = 0n
    if (snapshot < now) {
      const seats = BigInt(countSeats(tables, snapshot))
      const fraction = (seats * getSetting(tables, 'quorumNumerator', snapshot) + 99n) / 100n
      const floor = seats < 3n ? seats : 3n
      quorum = fraction > floor ? fraction : floor
      check(`quorum of ${id}`, quorum, fromGovernor('quorum', snapshot))
    }
    const state = toState(proposal, operation, quorum, BigInt(dao.grace as string), now)
    const real = fromGovernor('state', id).then((value) => states[value as number])
    check(`state of ${String(proposal.title)}`, state, real)
  }
  for (const ballot of rows('Ballot')) {
    const id = BigInt(tables.get('Proposal')!.get(ballot.proposal as string)!.proposalId as string)
    const voter = tables.get('Member')!.get(ballot.voter as string)!.account!
    check('ballot', true, fromGovernor('hasVoted', id, voter))
  }

  for (const operation of rows('Operation')) {
    const gone = operation.canceledAt !== null
    const timestamp = operation.executedAt !== null ? 1n : gone ? 0n : (operation.readyAt as string)
    check('timestamp of an operation', timestamp, fromTreasury('getTimestamp', operation.operationId as Hex))
    const isOpen = operation.executedAt === null && !gone
    const expiry = fromTreasury('getExpiry', operation.operationId as Hex)
    check('expiry of an operation', isOpen ? (operation.expiresAt as string) : 0n, expiry)
  }
  for (const holder of rows('RoleHolder')) {
    const has = fromTreasury('hasRole', holder.role as Hex, holder.account as Address)
    check(`role ${String(holder.name)}`, holder.held, has)
  }
  check('envelopes', rows('Envelope').length.toString(), fromTreasury('envelopeCount'))
  for (const envelope of rows('Envelope')) {
    const real = (await fromTreasury('getEnvelope', BigInt(envelope.envelopeId as string))) as Record<string, unknown>
    for (const name of ['module', 'end', 'period', 'total', 'drawn', 'cap']) check(name, envelope[name], real[name])
    check('asset', envelope.token, real.asset)
    check('revoked', envelope.revokedAt !== null, real.revoked)
    check('decision', tables.get('Operation')!.get(envelope.decision as string)!.operationId, real.decision)
  }

  for (const asset of rows('Asset')) {
    const token = asset.token as Address
    const isHonest = [...honest.erc20, ...honest.erc721].some((each) => each.toLowerCase() === token)
    if (asset.kind === 'COIN') check('coin', asset.balance, client.getBalance({ address: treasury, blockNumber }))
    else if (isHonest) check(`balance of ${token}`, asset.balance, read(token, erc20Abi, 'balanceOf', [treasury]))
  }
  return (await Promise.all(checks)).filter((difference) => difference !== undefined)
}
