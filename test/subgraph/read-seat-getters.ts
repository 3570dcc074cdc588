import { zeroAddress, zeroHash, type Address, type Hex } from 'viem'
import type { Row, Tables, Value } from './entities.js'

const kinds = ['MEMBER', 'STEWARD', 'ORGANISATION', 'OBSERVER']
const gates = ['OFFICERS', 'INVITATIONS', 'LISTS', 'CREDENTIALS']
const transferRules = ['LOCKED', 'APPROVED', 'FREE']
const standings = ['NONE', 'CURRENT', 'OVERDUE', 'LAPSED', 'ENDED']

/** Compares what the index says with what a contract answers. */
export type Check = (what: string, indexed: Value | bigint | undefined, real: unknown) => void
export type ReadContract = (
  contract: 'membership' | 'observers' | 'gates' | 'recovery' | 'statements',
  functionName: string,
  ...args: readonly unknown[]
) => Promise<unknown>

const toNumber = (value: Value | undefined) => BigInt(value as string)
const toText = (fields: object, names: string[]) =>
  names.map((name) => String((fields as Record<string, unknown>)[name])).join()

/** Seats with a vote that existed at a time, from what the index says happened to each until then. */
export function countSeats(tables: Tables, at: bigint): number {
  const histories = new Map<string, Row[]>()
  for (const change of tables.get('SeatChanged')!.values()) {
    if (toNumber(change.at) > at) continue
    const seat = change.seat as string
    histories.set(seat, [...(histories.get(seat) ?? []), change])
  }
  const exists = ([id, changes]: [string, Row[]]) => {
    if (tables.get('Seat')!.get(id)!.collection !== 'MEMBERSHIP') return false
    const last = changes
      .filter(({ change }) => ['ADMITTED', 'RENEWED', 'LAPSED', 'LEFT', 'REVOKED'].includes(change as string))
      .sort((a, b) => Number(a.number) - Number(b.number))
      .at(-1)!
    return last.change === 'ADMITTED' || last.change === 'RENEWED'
  }
  return [...histories].filter(exists).length
}

/** Everything that the contracts which keep seats answer, beside what the index says, at one second. */
export async function checkSeats(tables: Tables, now: bigint, check: Check, read: ReadContract): Promise<void> {
  const rows = (entity: string) => [...tables.get(entity)!.values()]
  const dao = rows('Dao')[0]!
  const accountOf = (member: Value | undefined) => tables.get('Member')!.get(member as string)!.account as Address
  const ofCollection = (name: string) => rows('Seat').filter(({ collection }) => collection === name)
  const exists = (seat: Row) => seat.status === 'CURRENT'

  // Counts, rules, cap.
  const kindCounts = ['memberSeatCount', 'stewardSeatCount', 'organisationSeatCount'].map((name) => toNumber(dao[name]))
  check('seats of all kinds', String(kindCounts.reduce((a, b) => a + b)), read('membership', 'totalSupply'))
  check('observers', dao.observerSeatCount, read('observers', 'totalSupply'))
  check('seats ever', String(ofCollection('MEMBERSHIP').length), read('membership', 'lastTokenId'))
  check('observers ever', String(ofCollection('OBSERVERS').length), read('observers', 'lastTokenId'))
  const lapsed = rows('Seat').filter(({ status }) => status === 'LAPSED')
  check('lapsed seats', dao.lapsedSeatCount, lapsed.length)
  const rules = (await read('membership', 'rules')) as Record<string, unknown>
  check('transfer rule', dao.transferRule, transferRules[rules.transferRule as number])
  check('several seats', dao.severalSeats, rules.severalSeats)
  check('share of the gates', dao.admissionShare, rules.admissionShare)
  const parts = (await read('membership', 'parts')) as object
  const names = ['governor', 'gates', 'recovery']
  check('parts', [dao.admissionGovernor, dao.gates, dao.recovery].join(), toText(parts, names))
  const [, used, window] = (await read('membership', 'admissions')) as [bigint, bigint, bigint]
  check('window of the cap', String(toNumber(dao.votingDelay) + toNumber(dao.votingPeriod)), window)
  const capped = rows('SeatChanged').filter((change) => change.isCapped && toNumber(change.at) > now - window)
  check('seats by the gates in the window', String(capped.length), used)

  for (const seat of rows('Seat')) {
    const id = toNumber(seat.tokenId)
    const collection = seat.collection === 'OBSERVERS' ? 'observers' : 'membership'
    const name = `seat ${id} of ${collection}`
    const fields = ['since', 'mintedAt', 'kindSince', 'expiry']
    const record = (await read(collection, 'seatOf', id)) as Record<string, unknown>
    check(`kind of ${name}`, seat.kind, kinds[record.kind as number])
    check(`record of ${name}`, toText(seat, fields), toText(record, fields))
    const isOverdue = exists(seat) && seat.expiry !== '0' && toNumber(seat.expiry) < now
    const standing = read(collection, 'standingOf', id).then((value) => standings[value as number])
    check(`standing of ${name}`, isOverdue ? 'OVERDUE' : seat.status, standing)
    const owner = read(collection, 'ownerOf', id).catch(() => zeroAddress)
    check(`holder of ${name}`, exists(seat) ? accountOf(seat.holder) : zeroAddress, owner)
    const former = read(collection, 'formerHolderOf', id)
    check(`former holder of ${name}`, seat.status === 'LAPSED' ? accountOf(seat.holder) : zeroAddress, former)
    check(`burning of ${name}`, seat.burntAt === null, exists(seat))
    if (exists(seat)) {
      const isFree = collection === 'membership' && dao.transferRule === 'FREE'
      const isApproved = dao.transferRule === 'APPROVED' && seat.transferApprovedTo !== null
      check(`lock of ${name}`, !isFree && !isApproved, read(collection, 'locked', id))
    }
    if (collection === 'observers') continue
    const approvedTo = read('membership', 'transferApprovedTo', id)
    check(`approval of ${name}`, seat.transferApprovedTo ?? zeroAddress, approvedTo)
    await checkRecovery(tables, now, seat, check, read)
  }

  for (const member of rows('Member')) {
    const account = member.account as Address
    check(`observers of ${account}`, member.observerSeatCount, read('observers', 'balanceOf', account))
    const delegators = rows('Member').filter(({ delegate }) => delegate === member.id)
    check(`delegators of ${account}`, member.delegatorCount, delegators.length)
    const statement = tables.get('Statement')!.get(member.id as string)
    const real = (await read('statements', 'statementOf', account)) as object
    const indexed = `${String(statement?.digest ?? zeroHash)},${String(statement?.statedAt ?? 0)}`
    check(`statement of ${account}`, indexed, toText(real, ['digest', 'at']))
  }
  await checkGates(tables, check, read)
}

async function checkGates(tables: Tables, check: Check, read: ReadContract): Promise<void> {
  const rows = (entity: string) => [...tables.get(entity)!.values()]
  const dao = rows('Dao')[0]!
  const ofMember = (member: Value | undefined) => tables.get('Member')!.get(member as string)!.account as Address
  for (const gate of rows('Gate')) {
    const name = gate.gate as string
    check(`gate ${name}`, gate.open, read('gates', 'isOpen', gates.indexOf(name)))
    const admitted = rows('SeatChanged').filter((change) => change.gate === name)
    check(`admissions by ${name}`, gate.admissionCount, admitted.length)
  }
  for (const term of rows('SeatTerm')) {
    const real = (await read('gates', 'termsOf', kinds.indexOf(term.kind as string))) as object
    check(`terms of ${String(term.kind)}`, toText(term, ['term', 'selfRenewal']), toText(real, ['term', 'selfRenewal']))
  }
  for (const officer of rows('Officer')) {
    const account = ofMember(officer.member)
    const real = (await read('gates', 'officerOf', account)) as { kinds: number }
    const names = kinds.filter((_, kind) => real.kinds & (1 << kind))
    const fields = ['allowance', 'until']
    check(`office of ${account}`, toText(officer, fields), toText(real, fields))
    check(`kinds of ${account}`, (officer.kinds as string[]).join(), names.join())
    check(`round of ${account}`, officer.round, read('gates', 'roundOf', account))
    const changes = rows('OfficerChanged').filter((change) => change.officer === officer.id)
    const last = changes.sort((a, b) => Number(a.block) - Number(b.block)).at(-1)
    const since = (change: Row) => last !== undefined && toNumber(change.block) > toNumber(last.block)
    const spent = rows('SeatChanged').filter((change) => change.officer === officer.id && since(change))
    const left = toNumber(officer.givenAllowance) - BigInt(spent.length)
    check(`allowance left to ${account}`, officer.allowance, left)
  }
  for (const invitation of rows('Invitation')) {
    const officer = tables.get('Officer')!.get(invitation.officer as string)!
    const args = [ofMember(officer.member), invitation.key] as const
    check(`invitation ${String(invitation.key)}`, true, read('gates', 'isInvitationSpent', ...args))
  }
  check('lists', dao.listCount, rows('MemberList').length)
  for (const list of rows('MemberList')) {
    const number = toNumber(list.number)
    const fields = ['root', 'digest', 'end']
    const real = (await read('gates', 'listOf', number)) as object
    check(`list ${number}`, toText(list, fields), toText(real, fields))
    const seats = rows('Seat').filter((seat) => seat.list === list.id)
    check(`admissions by list ${number}`, list.admissionCount, seats.length)
    for (const seat of seats) {
      const admission = rows('SeatChanged').find((change) => change.seat === seat.id && change.change === 'ADMITTED')!
      check(`list ${number} used`, true, read('gates', 'isListUsed', number, ofMember(admission.holder)))
    }
  }
  const [verifier, kind] = (await read('gates', 'verifier')) as [Address, number]
  check('verifier', dao.verifier ?? zeroAddress, verifier)
  if (dao.verifier !== null) check('kind of a credential', dao.verifiedKind, kinds[kind])
}

/** The contract answers for the holder at this second, and for guardians whose time has come though nobody acted. */
async function checkRecovery(tables: Tables, now: bigint, seat: Row, check: Check, read: ReadContract): Promise<void> {
  const id = toNumber(seat.tokenId)
  const ofMember = (member: Value | undefined) => tables.get('Member')!.get(member as string)!.account as Address
  const find = (entity: string, key: Value | undefined) => (key ? tables.get(entity)!.get(key as string) : undefined)
  check(`only a vote recovers seat ${id}`, seat.byVoteUntil, read('recovery', 'byVoteUntil', id))
  const supports = [...tables.get('RecoverySupported')!.values()].filter((support) => support.seat === seat.id)
  for (const to of new Set(supports.map((support) => support.to as Hex))) {
    const inRound = supports.filter((support) => support.to === to && support.round === seat.recoveryRound)
    check(`supporters of ${to} for seat ${id}`, String(inRound.length), read('recovery', 'supportersOf', id, to))
  }
  if (seat.status !== 'CURRENT') return

  const [current, next] = [find('Guardianship', seat.guardians), find('Guardianship', seat.nextGuardians)]
  const isNextEffective = next !== undefined && toNumber(next.effectiveAt) <= now
  const fields = ['threshold', 'delay', 'effectiveAt']
  const describe = (named: Row | undefined) =>
    named?.holder === seat.holder && named
      ? `${ofMember(named.holder)},${toText(named, fields)},${(named.accounts as string[]).join()}`
      : `${zeroAddress},0,0,0,`
  const describeReal = async (functionName: string) => {
    const real = (await read('recovery', functionName, id)) as { holder: Address; accounts: Address[] }
    return `${real.holder},${toText(real, fields)},${real.accounts.join()}`
  }
  check(`guardians of seat ${id}`, describe(isNextEffective ? next : current), describeReal('guardiansOf'))
  check(`next guardians of seat ${id}`, describe(isNextEffective ? undefined : next), describeReal('nextGuardiansOf'))

  const last = find('Recovery', seat.recovery)
  const isRunning = last?.status === 'STARTED' && now <= toNumber(last.expiresAt) && last.from === seat.holder
  const attempt = (await read('recovery', 'attemptOf', id)) as object
  const expected =
    isRunning && last
      ? `${ofMember(last.from)},${ofMember(last.to)},${String(last.readyAt)},${String(last.byVote)}`
      : `${zeroAddress},${zeroAddress},0,false`
  check(`recovery of seat ${id}`, expected, toText(attempt, ['from', 'to', 'readyAt', 'byVote']))
}
