import { erc20Abi, zeroHash, type Address, type Hex, type PublicClient } from 'viem'
import type { Deployment } from '../../scripts/generate.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { governorAbi } from '../../web/src/generated/abi/governor.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { observersAbi } from '../../web/src/generated/abi/observers.js'
import { recoveryAbi } from '../../web/src/generated/abi/recovery.js'
import { registryAbi } from '../../web/src/generated/abi/registry.js'
import { statementsAbi } from '../../web/src/generated/abi/statements.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { budgetsAbi } from '../../web/src/generated/abi/budgets.js'
import { grantsAbi } from '../../web/src/generated/abi/grants.js'
import { payoutsAbi } from '../../web/src/generated/abi/payouts.js'
import { distributionsAbi } from '../../web/src/generated/abi/distributions.js'
import { donationsAbi } from '../../web/src/generated/abi/donations.js'
import { splitsAbi } from '../../web/src/generated/abi/splits.js'
import type { Row, Tables, Value } from './entities.js'
import { checkMoney } from './read-money-getters.js'
import { checkSeats, countSeats } from './read-seat-getters.js'

const kinds = ['CHARTER', 'RESOLUTION', 'POLICY']
const seatAbis = {
  membership: membershipAbi,
  observers: observersAbi,
  gates: gatesAbi,
  recovery: recoveryAbi,
  statements: statementsAbi,
}
const moneyAbis = {
  budgets: budgetsAbi,
  grants: grantsAbi,
  payouts: payoutsAbi,
  distributions: distributionsAbi,
  donations: donationsAbi,
  splits: splitsAbi,
}
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

/** The setting in force at a time, from the changes that the index tells of. */
function getSetting(tables: Tables, name: string, at: bigint): bigint {
  const changes = [...tables.get('SettingChanged')!.values()]
    .filter((change) => change.name === name && BigInt(change.at as string) <= at)
    .sort((a, b) => Number(BigInt(a.block as string) - BigInt(b.block as string)))
  return BigInt(changes.at(-1)!.newValue as string)
}

/** As `GovernorBounds` computes it. */
export function toQuorum(seats: bigint, numerator: bigint): bigint {
  const fraction = (seats * numerator + 99n) / 100n
  const floor = seats < 3n ? seats : 3n
  return fraction > floor ? fraction : floor
}

function groupBy(rows: Row[], toKey: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(toKey(row), [...(groups.get(toKey(row)) ?? []), row])
  return groups
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
  const { governor, treasury, membership, observers, gates, recovery, statements, registry } = deployment
  const read = (address: Address, abi: readonly unknown[], functionName: string, args: readonly unknown[] = []) =>
    client.readContract({ address, abi, functionName, args, blockNumber } as never) as Promise<unknown>
  const fromGovernor = (name: string, ...args: unknown[]) => read(governor, governorAbi, name, args)
  const fromTreasury = (name: string, ...args: unknown[]) => read(treasury, treasuryAbi, name, args)
  const fromRegistry = (name: string, ...args: unknown[]) => read(registry, registryAbi, name, args)
  const fromMembership = (name: string, ...args: unknown[]) => read(membership, membershipAbi, name, args)
  const rows = (entity: string) => [...tables.get(entity)!.values()]
  const now = (await client.getBlock({ blockNumber })).timestamp
  const zero = '0x0000000000000000000000000000000000000000'

  const dao = rows('Dao')[0]!
  for (const name of [
    'votingDelay',
    'votingPeriod',
    'quorumNumerator',
    'swingExtension',
    'lockWindow',
    'proposalLimit',
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

  const seatContracts = { membership, observers, gates, recovery, statements }
  await checkSeats(tables, now, check, (contract, name, ...args) =>
    read(seatContracts[contract], seatAbis[contract], name, args),
  )
  checkMoney(tables, now, check, (contract, name, ...args) =>
    read(deployment[contract], moneyAbis[contract], name, args),
  )
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
      // What a proposal is judged by is fixed at its creation; OpenZeppelin's getter knows what is in force at a time.
      quorum = toQuorum(seats, BigInt(proposal.quorumNumerator as string))
      const inForce = toQuorum(seats, getSetting(tables, 'quorumNumerator', snapshot))
      check(`quorum of ${id}`, inForce, fromGovernor('quorum', snapshot))
    }
    const terms = [proposal.quorumNumerator, proposal.swingExtension, proposal.lockWindow]
    check(`terms of ${id}`, terms.join(), fromGovernor('proposalTerms', id))
    const state = toState(proposal, operation, quorum, BigInt(dao.grace as string), now)
    const real = fromGovernor('state', id).then((value) => states[value as number])
    check(`state of ${String(proposal.title)}`, state, real)
  }
  const accountOf = (member: Value) => tables.get('Member')!.get(member as string)!.account!
  const idOf = (proposal: Value) => BigInt(tables.get('Proposal')!.get(proposal as string)!.proposalId as string)
  const ballots = rows('Ballot')
  const counted = await Promise.all(
    ballots.map(({ proposal, voter }) => fromGovernor('ballotOf', idOf(proposal!), accountOf(voter!))),
  )
  const casts = groupBy(rows('BallotCast'), ({ ballot }) => String(ballot))
  const changes = groupBy(rows('BallotChanged'), ({ proposal, voter }) => `${String(proposal)} ${String(voter)}`)
  for (const [i, ballot] of ballots.entries()) {
    const name = `ballot ${String(ballot.id)}`
    const [, support, time, isDirect] = counted[i] as [bigint, number, number, boolean]
    check(name, true, fromGovernor('hasVoted', idOf(ballot.proposal!), accountOf(ballot.voter!)))
    check(`choice of ${name}`, ballot.support, support)
    // A signed ballot's time is that of its signature, which no event tells.
    if (ballot.route === 'DIRECT')
      check(`route and time of ${name}`, `true ${String(ballot.castAt)}`, `${isDirect} ${time}`)
    if (ballot.route === 'CARRIED') check(`route of ${name}`, false, isDirect)
    // The governor tells of every change before it tells of the ballot: the two stories are the same.
    const told = changes.get(`${String(ballot.proposal)} ${String(ballot.voter)}`) ?? []
    const known = casts.get(String(ballot.id)) ?? []
    const toStory = ({ transaction, weight }: Row, from: Value, to: Value) => [transaction, from, to, weight].join()
    const story = known.filter((each) => each.number !== '0')
    check(`ballots of ${name}`, ballot.changeCount, known.length - 1)
    check(
      `changes of ${name}`,
      story
        .map((each) => toStory(each, each.previousSupport!, each.support!))
        .sort()
        .join(' '),
      told
        .map((each) => toStory(each, each.from!, each.to!))
        .sort()
        .join(' '),
    )
  }
  for (const { proposal, newDeadline } of rows('ProposalExtended')) {
    check('extended deadline', newDeadline, tables.get('Proposal')!.get(proposal as string)!.deadline)
  }

  check('documents', dao.documentCount, fromRegistry('documentCount'))
  const byId = tables.get('AdoptedDocument')!
  check('charter', byId.get(dao.charter as string)?.number, fromRegistry('charter'))
  for (const adopted of byId.values()) {
    const number = BigInt(adopted.number as string)
    const real = (await fromRegistry('getDocument', number)) as Record<string, string | number>
    const decision = adopted.operation
      ? tables.get('Operation')!.get(adopted.operation as string)!.operationId
      : zeroHash
    const repealedBy = adopted.repealedBy ? byId.get(adopted.repealedBy as string)!.number : '0'
    check(`digest of document ${number}`, adopted.digest, real.digest)
    check(`kind of document ${number}`, adopted.kind, kinds[real.kind as number])
    check(`decision of document ${number}`, decision, real.decision)
    check(`time of document ${number}`, adopted.adoptedAt, real.adoptedAt)
    check(`repeal of document ${number}`, repealedBy, real.repealedBy)
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
