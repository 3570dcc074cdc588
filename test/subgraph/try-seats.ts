import { sha256, toHex, zeroAddress, zeroHash, type Address } from 'viem'
import { accounts, type Action, type History } from './history.js'
import type { Random } from './random.js'
import { joinByList, listEverybody, makeCredential, makeKey, publishList, scriptList } from './script-seats.js'
import type { Publish } from './script.js'

const day = 86_400

/**
 * What somebody may try with seats: actions of proposals, and what is done without one. Who tries is often who could,
 * or most of it would be refused.
 */
export async function listSeatAttempts(history: History, random: Random, publish: Publish, seed: number) {
  const somebody = () => random.below(accounts.length)
  const address = () => accounts[somebody()]!.address
  const kind = () => random.pick([0, 0, 1, 2, 3])
  const gate = () => random.below(4)
  const seat = () => BigInt(1 + random.below(40))
  const observer = () => BigInt(1 + random.below(5))
  const term = () => random.pick([0, day, 30 * day, 400 * day])
  const expiry = async () => random.pick([0, (await history.now()) + random.pick([20, 60, 400]) * day])
  const holder = async (tokenId: bigint) => (await history.findHolder(tokenId)) ?? somebody()
  const officer = () => random.pick([1, 1, 5, somebody()])
  const lists = [scriptList, 1n, 2n].map((number) => listEverybody(history, number))
  const published = await Promise.all(lists.map((list) => publishList(list, publish)))
  const text = new TextEncoder().encode(`# Statement ${seed}\n\nText.`)
  await publish(text)

  const decisions: (() => Action | Promise<Action>)[] = [
    async () => history.toAction('membership', 'admit', address(), kind(), await expiry()),
    async () => history.toAction('observers', 'admit', address(), 3, await expiry()),
    async () => history.toAction('membership', 'renew', seat(), await expiry()),
    () => history.toAction('membership', 'revoke', seat()),
    () => history.toAction('observers', 'revoke', observer()),
    () => history.toAction('membership', 'changeKind', seat(), kind()),
    () => history.toAction('membership', 'approveTransfer', seat(), random.pick([address(), zeroAddress])),
    () => {
      const rules = { transferRule: random.below(3), severalSeats: random.below(2) === 0, admissionShare: 10 }
      return history.toAction('membership', 'setRules', rules)
    },
    () => {
      // Now and then somebody is put in the place of the gates or of the recovery.
      const { governor, gates, recovery } = history.deployment
      const replace = (part: Address) => (random.below(5) === 0 ? address() : part)
      return history.toAction('membership', 'setParts', {
        governor,
        gates: replace(gates),
        recovery: replace(recovery),
      })
    },
    () => history.toAction('gates', random.pick(['openGate', 'openGate', 'closeGate']), gate()),
    async () => {
      const office = { allowance: random.below(9), until: (await history.now()) + 99 * day, kinds: random.below(16) }
      return history.toAction('gates', 'setOfficer', accounts[officer()]!.address, office)
    },
    () => history.toAction('gates', 'setTerms', kind(), { term: term(), selfRenewal: random.below(2) === 0 }),
    async () => {
      // Under a number that may be taken, or of a list that need not exist.
      const [place, act] = [random.below(lists.length), random.pick(['openList', 'changeList'] as const)]
      const { root, digest } = published[place]!
      return history.toAction('gates', act, lists[place]!.list, root, digest, (await history.now()) + 90 * day)
    },
    () => history.toAction('gates', 'closeList', random.pick(lists).list),
    () => history.toAction('recovery', 'startRecovery', seat(), address()),
  ]

  const findAttempt = async () => {
    const tokenId = seat()
    const { from, to } = await history.readAttempt(tokenId)
    const newKey = accounts.findIndex((account) => account.address === to)
    return { tokenId, from, newKey: newKey === -1 ? somebody() : newKey }
  }
  /** Who was put in a part's place, if it is an account. */
  const findPart = async (part: 'gates' | 'recovery') => {
    const { [part]: address } = await history.readParts()
    const place = accounts.findIndex((account) => account.address === address)
    return place === -1 ? somebody() : place
  }
  const attempts: (() => Promise<unknown>)[] = [
    () => history.act(officer(), 'gates', 'admit', address(), kind(), term(), random.pick(['', 'Known 认识', '\0'])),
    async () => {
      const [key, now] = [random.below(300), await history.now()]
      const odd = { kind: kind(), term: day * (1 + random.below(40)), round: BigInt(random.below(2)), reason: '邀请' }
      const join = await history.invite(officer(), makeKey(key), { ...odd, expires: now + random.below(40) * day })
      return join(somebody(), address())
    },
    () => joinByList(history, somebody(), random.pick(lists), address()),
    () => history.act(somebody(), 'gates', 'joinByCredential', address(), makeCredential(random.below(300))),
    () => history.act(officer(), 'gates', 'withdrawInvitation', makeKey(random.below(300)).address),
    () => history.act(random.pick([somebody(), somebody(), 5]), 'gates', 'withdrawInvitations'),
    () => history.act(officer(), 'gates', 'renew', false, seat(), 'Again'),
    async () => {
      const tokenId = seat()
      return history.act(await holder(tokenId), 'gates', 'renew', false, tokenId, '')
    },
    () => history.act(officer(), 'gates', 'renew', true, observer(), ''),
    () => history.act(officer(), 'gates', 'approveTransfer', seat(), address()),
    async () => {
      const tokenId = seat()
      const from = await holder(tokenId)
      return history.act(from, 'membership', 'transferFrom', accounts[from]!.address, address(), tokenId)
    },
    async () => history.act(await findPart('gates'), 'membership', 'admit', address(), kind(), 0),
    async () => history.act(await findPart('gates'), 'membership', 'renew', seat(), 0),
    async () => history.act(await findPart('recovery'), 'membership', 'reissue', seat(), address()),
    () => history.act(somebody(), 'membership', 'sweep', Array.from({ length: 12 }, seat)),
    () => history.act(somebody(), 'observers', 'sweep', [observer(), observer()]),
    async () => {
      const tokenId = seat()
      return history.act(await holder(tokenId), 'membership', 'leave', tokenId)
    },
    () => history.act(random.pick([23, 24, somebody()]), 'gates', 'closeGate', gate()),
    async () => {
      const tokenId = seat()
      const named = [2, 3, 4].slice(random.below(3)).map((place) => accounts[place]!.address)
      const threshold = 1 + random.below(2)
      const delay = (2 + random.below(3)) * day
      return history.act(await holder(tokenId), 'recovery', 'nameGuardians', tokenId, named, threshold, delay)
    },
    () => history.act(random.pick([2, 3, 4]), 'recovery', 'supportRecovery', seat(), accounts[30]!.address),
    async () => {
      // One seat that guardians are named for, and that they recover.
      const [tokenId, guardian] = [seat(), somebody()]
      const named = [accounts[guardian]!.address]
      await history.act(await holder(tokenId), 'recovery', 'nameGuardians', tokenId, named, 1, 2 * day)
      await history.pass(2 * day + random.pick([0, 3 * day]))
      await history.act(guardian, 'recovery', 'supportRecovery', tokenId, address())
      await history.pass(2 * day)
    },
    async () => {
      const tokenId = seat()
      return history.act(await holder(tokenId), 'recovery', 'stopRecovery', tokenId)
    },
    async () => {
      const { tokenId, newKey } = await findAttempt()
      return history.act(newKey, 'recovery', 'acceptRecovery', tokenId, '0x')
    },
    async () => {
      const { tokenId, from, newKey } = await findAttempt()
      return history.acceptBySignature(somebody(), newKey, tokenId, from)
    },
    () => history.act(somebody(), 'statements', 'publish', random.pick([sha256(text), sha256(toHex(seed)), zeroHash])),
    async () => history.publishBySignature(somebody(), somebody(), sha256(text), await history.now()),
  ]
  return { decisions, attempts }
}
