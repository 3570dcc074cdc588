import { encodeFunctionData, sha256, toHex, zeroAddress, zeroHash, type Address, type Hex } from 'viem'
import { erc20Abi } from '../../web/src/generated/abi/tokens.js'
import { accounts, type Action, type History } from './history.js'
import type { Random } from './random.js'
import { budgetTerms, digestRows, toPurse, toStanding, toTreasury } from './script-money.js'
import type { Stage } from './script.js'

const day = 86_400

/**
 * What somebody may try with the treasury's modules: rights that a vote grants, each the envelope and what it is for; what a
 * vote does to one; and what is done without a vote. Who tries is often who could.
 */
export function listMoneyAttempts(history: History, stage: Stage, random: Random) {
  const { budgets, grants, payouts, distributions, donations, splits } = history.deployment
  const somebody = () => random.below(accounts.length)
  const address = () => accounts[somebody()]!.address
  const few = () => Array.from({ length: 1 + random.below(3) }, address)
  const amount = () => BigInt(1 + random.below(300))
  const asset = () => random.pick([zeroAddress, zeroAddress, stage.lkd] as Address[])
  const digest = () => random.pick([zeroHash, sha256(toHex(random.below(5)))])
  const document = () => sha256(toHex(random.below(5)))
  const words = () => [random.pick(['Roof', '屋顶', 'x'.repeat(280)]), random.pick(['upkeep', '类'])] as const
  const end = async () => (await history.now()) + (20 + random.below(300)) * day
  const last = async (what: Parameters<History['readLast']>[0]) => {
    const count = Number(await history.readLast(what))
    return BigInt(Math.max(1, count - random.below(4)))
  }
  const envelope = async () => BigInt(1 + random.below(1 + Number(await history.readLast('envelope'))))
  const holder = async (tokenId: bigint) => (await history.findHolder(tokenId)) ?? somebody()
  const seat = () => BigInt(1 + random.below(25))
  /** Payments that were opened or announced, to be named again. */
  const batches = new Map<bigint, { to: Address[]; amounts: bigint[] }>()
  const announced = new Map<bigint, readonly [Address[], bigint[], Hex]>()
  const payments = () => {
    const to = few()
    return { to, amounts: to.map(amount) }
  }

  const terms = () => ({
    ...budgetTerms,
    holders: [1, 2, 3].map((place) => accounts[place]!.address),
    payees: random.below(4) === 0 ? [...new Set(few())] : [],
    secondSignature: random.below(4) === 0,
    announceAbove: BigInt(random.below(700)),
    purpose: words()[0],
  })
  const rights: (() => Promise<Action[]>)[] = [
    async () => [
      history.setEnvelope(budgets, asset(), 5000n, 600n, day, await end()),
      history.toAction('budgets', 'grant', terms()),
    ],
    async () => {
      const [till, now, streamed] = [await end(), await history.now(), BigInt(random.below(2) * 999)]
      const milestones = Array.from({ length: 1 + random.below(3) }, () => ({ amount: amount(), document: document() }))
      const total = milestones.reduce((sum, each) => sum + each.amount, streamed)
      const none = { amount: 0n, start: 0, cliff: 0, end: 0 }
      const [purpose, category] = words()
      return [
        history.setEnvelope(grants, asset(), total, total, day, till),
        history.toAction('grants', 'grant', {
          recipient: accounts[16 + random.below(3)]!.address,
          milestones,
          reviewers: [accounts[3]!.address, accounts[4]!.address],
          required: 1 + random.below(2),
          stream: streamed > 0n ? { amount: streamed, start: now, cliff: now + 12 * day, end: till } : none,
          reportsDue: random.below(2) === 0,
          purpose,
          category,
        }),
      ]
    },
    async () => {
      const { to, amounts } = payments()
      const total = amounts.reduce((sum, each) => sum + each)
      batches.set(BigInt(batches.size), { to, amounts })
      const rows = BigInt(to.length)
      return [
        history.setEnvelope(payouts, asset(), total, total, day, await end()),
        history.toAction('payouts', 'open', digestRows(to, amounts), rows, document(), ...words()),
      ]
    },
    async () => {
      const total = BigInt(1000 + random.below(9000))
      const percentages = [100, random.pick([100, 50]), random.pick([100, 30])] as const
      return [
        history.setEnvelope(distributions, asset(), total, total, 1, await end()),
        history.toAction('distributions', 'open', percentages, document(), ...words()),
      ]
    },
    async () => [
      history.setEnvelope(distributions, asset(), 10n ** 6n, 10n ** 5n, day, await end()),
      history.toAction('distributions', 'openStanding', splits, [100, 100, 100], 50n, document(), ...words()),
    ],
    async () => [
      history.toAction('splits', 'setRule', [
        { target: toTreasury, share: 4000, id: 0n },
        { target: toPurse, share: 3000, id: BigInt(random.below(5)) },
        { target: toStanding, share: 3000, id: 0n },
      ]),
    ],
  ]
  const decisions: (() => Action | Promise<Action>)[] = [
    async () => history.toAction('budgets', random.pick(['pause', 'resume', 'resume', 'revoke']), await envelope()),
    async () => history.toAction('budgets', 'change', await envelope(), terms()),
    async () => history.toAction('grants', 'accept', await last('grant'), BigInt(random.below(3)), digest()),
    async () => history.toAction('grants', 'clawBack', await last('grant'), digest()),
    async () => history.toAction('grants', 'changeRecipient', await last('grant'), address(), digest()),
    () => history.toAction('donations', 'open', words()[0]),
    async () => history.toAction('donations', 'close', await last('purpose')),
    async () => history.toAction('donations', 'spend', await last('purpose'), asset(), address(), amount(), digest()),
  ]
  const attempts: (() => Promise<unknown>)[] = [
    async () => history.act(1 + random.below(3), 'budgets', 'drawOne', await envelope(), address(), amount(), digest()),
    async () => {
      const { to, amounts } = payments()
      return history.act(1 + random.below(3), 'budgets', 'draw', await envelope(), to, amounts, digest())
    },
    async () => {
      const { to, amounts } = payments()
      const what = [to, amounts, digest()] as const
      await history.act(1 + random.below(3), 'budgets', 'announce', await envelope(), ...what)
      announced.set(await history.readLast('draw'), what)
    },
    async () => {
      const drawId = await last('draw')
      const what = announced.get(drawId) ?? ([few(), [1n], zeroHash] as const)
      return history.act(1 + random.below(3), 'budgets', random.pick(['confirm', 'settle', 'settle']), drawId, ...what)
    },
    async () => history.act(1 + random.below(3), 'budgets', 'withdraw', await last('draw')),
    async () => history.act(somebody(), 'budgets', 'release', await last('draw')),
    async () => history.act(random.pick([24, 23, somebody()]), 'budgets', 'stop', await last('draw')),
    async () => {
      const tokenId = seat()
      return history.act(await holder(tokenId), 'budgets', 'object', await last('draw'), [tokenId])
    },
    async () =>
      history.act(3 + random.below(2), 'grants', 'accept', await last('grant'), BigInt(random.below(3)), digest()),
    async () => history.act(16 + random.below(3), 'grants', 'claim', await last('grant')),
    async () => history.act(16 + random.below(3), 'grants', 'report', await last('grant'), document()),
    async () => history.act(16 + random.below(3), 'grants', 'offer', await last('grant'), accounts[17]!.address),
    async () => history.act(17, 'grants', 'takeOver', await last('grant')),
    async () => {
      const payoutId = await last('payout')
      for (const { to, amounts } of batches.values()) {
        const paid = await history.act(somebody(), 'payouts', 'pay', payoutId, to, amounts).catch(() => undefined)
        if (paid) return
      }
    },
    async () => history.act(somebody(), 'payouts', 'claim', await last('payout'), BigInt(random.below(3))),
    async () => history.act(somebody(), 'distributions', 'claim', await envelope(), [seat()]),
    async () => history.act(somebody(), 'distributions', 'claim', await envelope(), [seat(), seat(), seat()]),
    async () => history.act(somebody(), 'distributions', 'claim', (await envelope()) | (1n << 64n), [seat()]),
    async () => history.act(somebody(), 'distributions', 'openRound', await envelope()),
    async () => {
      const tokenId = seat()
      const payee = random.pick([address(), zeroAddress])
      return history.act(await holder(tokenId), 'distributions', 'namePayee', tokenId, payee)
    },
    async () =>
      history.give(somebody(), await last('purpose'), BigInt(random.below(900)), random.pick(['', '谢谢', '\0'])),
    async () => history.giveToken(0, await last('purpose'), random.pick([stage.lkd, stage.tool]), amount(), 'A gift'),
    () => history.act(somebody(), 'donations', 'sweep', asset()),
    () => {
      const args = [random.pick([splits, donations]), amount()] as const
      return history.send(0, stage.lkd, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args }))
    },
    () => history.send(somebody(), splits, '0x', BigInt(random.below(5000))),
    () => history.act(somebody(), 'splits', 'sendOn', asset()),
  ]
  return { rights, decisions, attempts }
}
