import { BaseError, encodeFunctionData, keccak256, sha256, toHex, zeroAddress } from 'viem'
import { erc20Abi } from '../../web/src/generated/abi/tokens.js'
import { accounts, documentKinds, Reverted, type Action, type History, type Proposal } from './history.js'
import type { SignedBallot } from '../../scripts/seed/sign-ballots.js'
import { Random } from './random.js'
import { encodeSpam, hostileDescriptions, type Publish, type Stage } from './script.js'
import { listMoneyAttempts } from './try-money.js'
import { listSeatAttempts } from './try-seats.js'

const day = 86_400

/**
 * What nobody planned: each step is one thing that somebody tries; much of it is refused by the contracts, as it should
 * be. Tells how many steps went through.
 */
export async function runAtRandom(
  history: History,
  stage: Stage,
  publish: Publish,
  seed: number,
  steps: number,
): Promise<number> {
  const random = new Random(seed)
  const { treasury } = history.deployment
  const somebody = () => random.below(accounts.length)
  const address = () => accounts[somebody()]!.address
  const cid = await publish(new TextEncoder().encode(`# Document ${seed}\n\nText.`))
  const spam = encodeSpam(treasury)
  const texts = hostileDescriptions(cid)
  const digest = sha256(new TextEncoder().encode(`# Document ${seed}\n\nText.`))
  const kinds = Object.keys(documentKinds) as (keyof typeof documentKinds)[]
  const unpublished = keccak256(toHex(seed))
  const seats = await listSeatAttempts(history, random, publish, seed)
  const money = listMoneyAttempts(history, stage, random)
  const open = [random.below(20), random.below(20), random.below(20)]
  const kept: SignedBallot[] = []
  const recent = (): Proposal => history.proposals[Math.max(0, history.proposals.length - 1 - random.below(6))]!

  const action = async (): Promise<Action> => {
    const end = (await history.now()) + (1 + random.below(400)) * day
    return random.pick<() => Action | Promise<Action>>([
      () => history.pay(address(), BigInt(random.below(1000))),
      () => history.pay(random.pick([treasury, stage.module]), BigInt(random.below(3))),
      () => history.payToken(random.pick([stage.lkd, stage.tool]), address(), BigInt(random.below(1000))),
      ...seats.decisions,
      ...money.decisions,
      () => history.set('setVotingDelay', day * (1 + random.below(2))),
      () => history.setEnvelope(stage.module, random.pick([zeroAddress, stage.lkd]), 1000n, 600n, day, end),
      () => history.revokeEnvelope(BigInt(1 + random.below(4))),
      () => history.setGuardian(address(), end),
      () => history.setVotingRules(random.pick([3600, day / 2, day]), random.pick([600, day / 4]), random.below(11)),
      () => history.adopt(random.pick([digest, digest, unpublished]), random.pick(kinds)),
      () => history.repeal(BigInt(1 + random.below(8)), digest),
    ])()
  }
  const proposeOne = async () => {
    const actions: Action[] = []
    for (let i = 0; i <= random.below(4); i++) actions.push(await action())
    if (random.below(3) === 0) actions.push(...(await random.pick(money.rights)()))
    await history.propose(
      somebody(),
      actions,
      `${random.pick(texts)}${random.below(1e6).toString(16).padStart(6, '0')}`,
    )
  }

  /** One that was signed now, or one of before that its carrier kept. */
  const signOne = async (proposal: Proposal) => {
    if (kept.length > 0 && random.below(4) === 0) return random.pick(kept)
    const signer = random.below(20)
    const signedAt = (await history.now()) - random.pick([0, 0, 1, 60, day, 9 * day, -day])
    const expiry = signedAt + random.pick([0, 3600, 7 * day, 7 * day])
    const voter = random.below(12) === 0 ? random.pick([address(), stage.module]) : undefined
    const odd = { signedAt, expiry, reason: random.pick(['', 'Signed', '签名']) }
    const ballot = await history.sign(signer, proposal.id, random.below(random.pick([3, 3, 3, 5])), {
      ...odd,
      ...(voter && { voter }),
    })
    kept.push(ballot)
    return ballot
  }
  const carrySome = async () => {
    const boxes: [bigint, SignedBallot[]][] = []
    for (let box = 0; box <= random.below(3); box++) {
      const proposal = recent()
      const ballots: SignedBallot[] = []
      for (let i = 0; i <= random.below(6); i++) ballots.push(await signOne(proposal))
      boxes.push([random.below(20) === 0 ? 7n : proposal.id, ballots])
    }
    return history.carry(somebody(), ...boxes)
  }

  const attempts: (() => Promise<unknown>)[] = [
    ...seats.attempts,
    ...money.attempts,
    proposeOne,
    proposeOne,
    async () => {
      const proposal = await history.propose(
        random.below(18),
        random.below(3) === 0 ? await random.pick(money.rights)() : [await action()],
        `# Likely ${random.below(1e6)}\n\nipfs://${cid}`,
      )
      await history.pass(2 * day + 1)
      for (let voter = 0; voter < 8; voter++) await history.vote(voter, proposal, 1).catch(isRefused)
    },
    () => history.vote(somebody(), recent(), random.below(3)),
    () => history.vote(somebody(), recent(), random.below(3), random.pick(texts)),
    () => history.vote(somebody(), recent(), random.below(3), random.pick(texts), random.pick(['0x', '0x00ff'])),
    carrySome,
    carrySome,
    carrySome,
    async () => {
      const choices = Array.from(
        { length: 1 + random.below(4) },
        () => [recent().id, random.below(4)] as [bigint, number],
      )
      return history.carryLists(somebody(), await history.signList(random.below(20), choices))
    },
    () =>
      history.voteBySignature(somebody(), random.pick(open), recent(), random.below(3), random.pick([undefined, '签'])),
    // One who cannot decide, and the end of a vote.
    () => history.vote(random.pick(open), recent(), random.below(3)),
    () => history.vote(random.pick(open), recent(), random.below(3)),
    () => history.passToEnd(recent(), random.pick([2 * 3600, 60])),
    () => history.delegate(somebody(), random.pick([address(), address(), zeroAddress])),
    () => history.queue(somebody(), recent()),
    () => history.queue(somebody(), recent()),
    () => history.execute(somebody(), recent()),
    () => history.execute(somebody(), recent()),
    () => history.executeDirectly(somebody(), recent()),
    () => history.cancel(random.pick([somebody(), 23, 24]), recent()),
    () => history.send(somebody(), treasury, '0x', BigInt(random.below(1000))),
    () => {
      const args = [treasury, BigInt(random.below(1000))] as const
      return history.send(0, stage.tool, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args }))
    },
    () =>
      history.disburse(somebody(), stage.module, BigInt(1 + random.below(5)), [address()], [BigInt(random.below(200))]),
    () => history.send(somebody(), stage.spam, random.pick(spam)),
    () => history.pass(random.pick([60, day, 2 * day, 5 * day])),
    () => history.pass(random.pick([60, day, 2 * day, 20 * day])),
  ]
  let done = 0
  for (let step = 0; step < steps; step++) {
    done += await random
      .pick(attempts)()
      .then(() => 1, isRefused)
  }
  return done
}

/** 0 for what the contracts refuse; anything else is a fault of the test. */
function isRefused(error: unknown): 0 {
  if (error instanceof Reverted) return 0
  if (error instanceof BaseError && /revert|custom error/i.test(error.message)) return 0
  throw error
}
