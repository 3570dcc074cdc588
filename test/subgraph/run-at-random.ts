import { BaseError, encodeFunctionData, zeroAddress } from 'viem'
import { erc20Abi } from '../../web/src/generated/abi/tokens.js'
import { accounts, Reverted, type Action, type History, type Proposal } from './history.js'
import { Random } from './random.js'
import { encodeSpam, hostileDescriptions, type Publish, type Stage } from './script.js'

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
  const recent = (): Proposal => history.proposals[Math.max(0, history.proposals.length - 1 - random.below(6))]!

  const action = async (): Promise<Action> => {
    const end = (await history.now()) + (1 + random.below(400)) * day
    return random.pick([
      () => history.pay(address(), BigInt(random.below(1000))),
      () => history.pay(random.pick([treasury, stage.module]), BigInt(random.below(3))),
      () => history.payToken(random.pick([stage.lkd, stage.tool]), address(), BigInt(random.below(1000))),
      () => history.admit(address()),
      () => history.revoke(BigInt(1 + random.below(24))),
      () => history.set('setVotingDelay', day * (1 + random.below(2))),
      () => history.setEnvelope(stage.module, random.pick([zeroAddress, stage.lkd]), 1000n, 600n, day, end),
      () => history.revokeEnvelope(BigInt(1 + random.below(4))),
      () => history.setGuardian(address(), end),
    ])()
  }
  const proposeOne = async () => {
    const actions: Action[] = []
    for (let i = 0; i <= random.below(4); i++) actions.push(await action())
    await history.propose(
      somebody(),
      actions,
      `${random.pick(texts)}${random.below(1e6).toString(16).padStart(6, '0')}`,
    )
  }

  const attempts: (() => Promise<unknown>)[] = [
    proposeOne,
    proposeOne,
    async () => {
      const proposal = await history.propose(
        random.below(18),
        [await action()],
        `# Likely ${random.below(1e6)}\n\nipfs://${cid}`,
      )
      await history.pass(2 * day + 1)
      for (let voter = 0; voter < 8; voter++) await history.vote(voter, proposal, 1).catch(isRefused)
    },
    () => history.vote(somebody(), recent(), random.below(3)),
    () => history.vote(somebody(), recent(), random.below(3), random.pick(texts)),
    () => history.vote(somebody(), recent(), random.below(3), random.pick(texts), '0x00ff'),
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
    () => {
      const asset = random.pick([zeroAddress, stage.lkd])
      return history.disburse(
        somebody(),
        stage.module,
        BigInt(1 + random.below(5)),
        asset,
        [address()],
        [BigInt(random.below(200))],
      )
    },
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
