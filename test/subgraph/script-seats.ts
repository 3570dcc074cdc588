import { sha256, zeroAddress, zeroHash, type Address, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import {
  formatListDocument,
  computeListRoot,
  findListProof,
  type ListDocument,
} from '../../web/src/domain/memberList.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { encodeForward, toInitcode, verifier } from './assemble.js'
import { accounts, type Action, type History } from './history.js'
import type { Publish, Stage } from './script.js'

const day = 86_400
/** As the contracts count them. */
export const member = 0
const [steward, organisation, observer] = [1, 2, 3] as const
const [lists, credentials] = [2, 3] as const
const [approved, free] = [1, 2] as const
const allKinds = 0b1111
const quorum = [1, 2, 3, 4, 5]
const addressOf = (place: number) => accounts[place]!.address
/** A one-time key, always the same for a number. */
export const makeKey = (number: number) => privateKeyToAccount(sha256(new Uint8Array([number >> 8, number & 255])))
/** The gates take a nullifier once. */
export const makeCredential = (number: number) => sha256(new Uint8Array([1, number >> 8, number & 255]))

/** The number of the list that the script opens. */
export const scriptList = 401_877n

/** A list with everybody on it, each as a member. */
export function listEverybody({ deployment }: History, number: bigint): ListDocument {
  const seats = accounts.map(({ address }) => ({ account: address, kind: 'member' as const }))
  return { list: number, chainId: deployment.chainId, gates: deployment.gates, seats }
}

export async function publishList(list: ListDocument, publish: Publish): Promise<{ root: Hex; digest: Hex }> {
  const bytes = new TextEncoder().encode(formatListDocument(list))
  await publish(bytes)
  return { root: computeListRoot(list), digest: sha256(bytes) }
}

export function joinByList(history: History, from: number, list: ListDocument, account: Address) {
  const { proof } = findListProof(list, account)!
  return history.act(from, 'gates', 'joinByList', list.list, account, member, proof)
}

function readLast({ client, deployment }: History): Promise<bigint> {
  const read = { address: deployment.membership, abi: membershipAbi, functionName: 'lastTokenId' } as const
  return client.readContract(read)
}

/** One of everything that can happen to seats. Members 1 to 5 decide; who comes has the places from 26 on. */
export async function runSeatScript(history: History, { module }: Stage, publish: Publish) {
  const decide = async (proposer: number, title: string, ...actions: Action[]) => {
    const proposal = await history.propose(proposer, actions, `# ${title}`)
    await history.pass(day) // the delay may be two days by now
    await history.decide(proposal, quorum)
    await history.execute(proposer, proposal)
  }
  const now = await history.now()
  const everybody = listEverybody(history, scriptList)
  const { root, digest } = await publishList(everybody, publish)
  const check = await history.deployCode(toInitcode(verifier))
  const first = await readLast(history)
  await decide(
    1,
    'Gates and officers',
    history.toAction('gates', 'openGate', lists),
    history.toAction('gates', 'openGate', credentials),
    history.toAction('gates', 'setOfficer', addressOf(1), { allowance: 12, until: now + 400 * day, kinds: allKinds }),
    history.toAction('gates', 'setOfficer', addressOf(5), { allowance: 3, until: now + 400 * day, kinds: 1 << member }),
    history.toAction('gates', 'setOfficer', module, { allowance: 2, until: now + 400 * day, kinds: allKinds }),
    history.toAction('gates', 'setOfficer', addressOf(6), { allowance: 1, until: now + 400 * day, kinds: 1 << member }),
    history.toAction('gates', 'setTerms', member, { term: 200 * day, selfRenewal: true }),
    history.toAction('gates', 'setVerifier', check, organisation),
    history.toAction('gates', 'openList', everybody.list, root, digest, now + 300 * day),
    history.toAction('membership', 'admit', addressOf(26), member, now + 15 * day),
    history.toAction('membership', 'admit', addressOf(27), steward, now + 15 * day),
    history.toAction('observers', 'admit', addressOf(28), observer, now + 15 * day),
  )
  const [overdue, other] = [first + 1n, first + 2n]

  // Two in a window come without a vote.
  await history.act(1, 'gates', 'admit', addressOf(29), member, 100 * day, 'Found the boat. 谢谢。')
  const expires = (await history.now()) + 20 * day
  const invite = (officer: number, key: number, round = 0n) =>
    history.invite(officer, makeKey(key), { kind: member, term: 90 * day, expires, round, reason: 'Neighbours 邻居' })
  const join = await invite(5, 1)
  await join(24, addressOf(30))
  await history.act(1, 'gates', 'admit', addressOf(31), observer, 100 * day, '')
  await history.act(1, 'gates', 'withdrawInvitation', makeKey(1).address)
  await history.act(5, 'gates', 'withdrawInvitation', makeKey(1).address) // the one that was used
  await history.act(5, 'gates', 'withdrawInvitations')

  // Overdue, lapsed, renewed: by vote, by an officer, by the holder.
  await history.pass(8 * day)
  await history.act(24, 'membership', 'sweep', [overdue, other])
  await history.act(24, 'observers', 'sweep', [1n])
  await history.act(1, 'gates', 'renew', false, overdue, 'She was at sea.')
  await history.act(26, 'gates', 'renew', false, overdue, '我还在。')
  await history.act(1, 'gates', 'renew', true, 1n, '')
  await joinByList(history, 24, everybody, addressOf(32))
  await history.act(24, 'gates', 'closeGate', lists) // the guardian
  await history.pass(8 * day)
  await history.act(33, 'gates', 'joinByCredential', addressOf(33), makeCredential(1))
  const fromCredential = await readLast(history)
  await decide(
    2,
    'Renewed, revoked and of another kind',
    history.toAction('membership', 'renew', other, (await history.now()) + 90 * day),
    history.toAction('membership', 'changeKind', overdue, steward),
    history.toAction('membership', 'revoke', fromCredential),
    history.toAction('gates', 'closeList', everybody.list),
    // Which has ended, and takes seats again.
    history.toAction('gates', 'changeList', everybody.list, root, digest, now + 330 * day),
    history.toAction('gates', 'setOfficer', addressOf(6), { allowance: 0, until: 0, kinds: 0 }),
    // And back, in the same transaction.
    history.toAction('membership', 'setParts', {
      governor: history.deployment.governor,
      gates: history.deployment.gates,
      recovery: addressOf(9),
    }),
    history.toAction('membership', 'setParts', {
      governor: history.deployment.governor,
      gates: history.deployment.gates,
      recovery: history.deployment.recovery,
    }),
    history.toAction('membership', 'setRules', { transferRule: approved, severalSeats: true, admissionShare: 12 }),
  )
  const byInvitation = other + 2n
  await history.act(30, 'membership', 'leave', byInvitation)
  await history.act(31, 'observers', 'leave', 2n)

  await transferSeats(history, decide, overdue, module)
  await replaceParts(history, decide, overdue)
  await recoverSeats(history, decide, overdue + 2n, other)
  await publishStatements(history, publish)
}

type Decide = (proposer: number, title: string, ...actions: Action[]) => Promise<void>

/** Under each rule; the seat is that of account 26 at first. */
async function transferSeats(history: History, decide: Decide, seat: bigint, module: Address) {
  await history.act(1, 'gates', 'approveTransfer', seat, addressOf(27))
  await history.act(26, 'membership', 'transferFrom', addressOf(26), addressOf(27), seat)
  // By an officer that is a contract: who sends is nobody.
  const { target, data } = history.toAction('gates', 'approveTransfer', seat, addressOf(34))
  await history.send(24, module, encodeForward(target, 0n, data))
  await decide(
    3,
    'Two approvals, then none are needed',
    history.toAction('membership', 'approveTransfer', seat, zeroAddress),
    history.toAction('membership', 'approveTransfer', seat, addressOf(26)),
    history.toAction('membership', 'setRules', { transferRule: free, severalSeats: true, admissionShare: 12 }),
  )
  await history.act(27, 'membership', 'transferFrom', addressOf(27), addressOf(27), seat)
  await history.act(27, 'membership', 'transferFrom', addressOf(27), addressOf(26), seat)
}

/** For a while others keep the gates and the recovery: the index follows seats, and knows no such gate. */
async function replaceParts(history: History, decide: Decide, seat: bigint) {
  const { governor, gates, recovery } = history.deployment
  const parts = { governor, gates: addressOf(9), recovery: addressOf(10) }
  const [last, end] = [await readLast(history), (await history.now()) + 15 * day]
  await decide(
    4,
    'Others keep the gates',
    history.toAction('observers', 'renew', 1n, 0),
    history.toAction('membership', 'changeKind', seat, organisation),
    history.toAction('membership', 'setParts', parts),
    history.toAction('membership', 'admit', addressOf(23), member, end),
    history.toAction('membership', 'admit', addressOf(24), member, end),
  )
  await history.act(9, 'membership', 'admit', addressOf(27), member, 0)
  const given = await readLast(history)
  await history.act(9, 'observers', 'admit', addressOf(29), observer, 0)
  await history.act(9, 'membership', 'renew', seat, 0)
  await history.act(10, 'membership', 'reissue', given, addressOf(28))
  await history.pass(8 * day)
  await history.act(24, 'membership', 'sweep', [last + 1n, last + 2n])
  await history.act(9, 'membership', 'renew', last + 1n, 0)
  await decide(
    5,
    'The gates as before',
    history.toAction('membership', 'revoke', given),
    history.toAction('membership', 'revoke', last + 2n), // which has lapsed
    history.toAction('gates', 'closeList', scriptList),
    history.toAction('membership', 'setParts', { governor, gates, recovery }),
  )
}

/** A recovery that its holder stops, one that a vote takes the place of, and one by guardians whose new key does not pay. */
async function recoverSeats(history: History, decide: Decide, seat: bigint, other: bigint) {
  const named = [addressOf(2), addressOf(3), addressOf(24)]
  for (const each of [seat, other]) {
    const holder = (await history.findHolder(each))!
    await history.act(holder, 'recovery', 'nameGuardians', each, named.slice(1), 1, 3 * day)
    await history.pass(3 * day)
    await history.act(holder, 'recovery', 'nameGuardians', each, named, 2, 2 * day)
    await history.act(3, 'recovery', 'supportRecovery', each, addressOf(34)) // by the first alone
    await history.act(holder, 'recovery', 'stopRecovery', each)
  }
  await history.pass(91 * day)
  const holder = (await history.findHolder(seat))!
  await history.act(holder, 'recovery', 'nameGuardians', seat, named, 2, 2 * day)
  await history.act((await history.findHolder(other))!, 'recovery', 'nameGuardians', other, named, 2, 2 * day)
  await history.pass(4 * day)
  for (const guardian of [2, 24]) {
    await history.act(guardian, 'recovery', 'supportRecovery', seat, addressOf(34))
    await history.act(guardian, 'recovery', 'supportRecovery', other, addressOf(33)) // who never accepts
  }
  await history.pass(2 * day)
  await history.acceptBySignature(24, 34, seat, addressOf(holder))
  // The new key names its own; those begin to act, and a vote is quicker.
  await history.act(34, 'recovery', 'nameGuardians', seat, named.slice(0, 1), 1, 29 * day)
  await history.pass(29 * day)
  const proposal = await history.propose(
    4,
    [seat, other].map((each) => history.toAction('recovery', 'startRecovery', each, addressOf(35))),
    '# Lost',
  )
  await history.pass(day)
  await history.decide(proposal, quorum)
  await history.act(2, 'recovery', 'supportRecovery', seat, addressOf(29))
  await history.execute(4, proposal)
  await history.act(35, 'recovery', 'acceptRecovery', seat, '0x')
  await history.act(35, 'recovery', 'nameGuardians', seat, named, 3, 2 * day)
}

async function publishStatements(history: History, publish: Publish) {
  for (const seconds of [60, 0]) {
    await history.delegate(27, addressOf(25)) // the second time it changes nothing
    await history.pass(seconds)
  }
  const publishText = async (text: string) => {
    const bytes = new TextEncoder().encode(text)
    await publish(bytes)
    return sha256(bytes)
  }
  await history.act(7, 'statements', 'publish', await publishText('# What I stand for\n\nDry books.'))
  const again = await publishText('<!-- lang: zh-Hans -->\n# 我的主张\n\n书要干。')
  await history.pass(60)
  await history.publishBySignature(24, 7, again, await history.now())
  await history.act(25, 'statements', 'publish', await publishText('# Votes without a seat'))
  await history.act(35, 'statements', 'publish', await publishText('# Taken back'))
  await history.pass(60)
  await history.act(35, 'statements', 'publish', zeroHash)
  await history.act(22, 'statements', 'publish', await publishText('# Of one who neither has a seat nor votes'))
}
