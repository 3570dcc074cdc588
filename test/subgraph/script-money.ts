import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  keccak256,
  sha256,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { Address, Hex } from 'viem'
import { erc20Abi } from '../../web/src/generated/abi/tokens.js'
import { accounts, type Action, type History } from './history.js'
import type { Publish, Stage } from './script.js'

const day = 86_400
const coin = 10n ** 18n
const quorum = [1, 2, 3, 4, 5]
const addressOf = (place: number) => accounts[place]!.address
export const [toTreasury, toPurse, toStanding] = [0, 1, 2] as const

/** Terms of a budget, but for what a test wants otherwise. */
export const budgetTerms = {
  holders: [addressOf(1), addressOf(2)],
  payees: [] as Address[],
  start: 0,
  window: 3600,
  objectionShare: 5,
  secondSignature: false,
  announceAbove: coin / 10n,
  purpose: 'Repairs 修理',
  category: 'upkeep',
}

/** A list of two rows: its root, and the proof of either. */
export function makeList({ deployment }: History, document: Hex, rows: [payee: Address, amount: bigint][]) {
  const types = 'uint256 address bytes32 uint256 address uint256'.split(' ').map((type) => ({ type }))
  const leaves = rows.map(([payee, amount], row) =>
    keccak256(
      keccak256(
        encodeAbiParameters(types, [
          BigInt(deployment.chainId),
          deployment.payouts,
          document,
          BigInt(row),
          payee,
          amount,
        ]),
      ),
    ),
  )
  return { root: keccak256(concatHex([...leaves].sort())), proofs: [[leaves[1]!], [leaves[0]!]] }
}

export function digestRows(to: Address[], amounts: bigint[]): Hex {
  return keccak256(encodeAbiParameters([{ type: 'address[]' }, { type: 'uint256[]' }], [to, amounts]))
}

/** Who holds which seat, of those that somebody among the accounts holds. */
async function listHolders(history: History): Promise<[tokenId: bigint, holder: number][]> {
  const held: [bigint, number][] = []
  for (let tokenId = 1n; tokenId <= 20n; tokenId++) {
    const holder = await history.findHolder(tokenId)
    if (holder !== undefined) held.push([tokenId, holder])
  }
  return held
}

/** One of everything that the treasury's modules do. */
export async function runMoneyScript(history: History, stage: Stage, publish: Publish) {
  const decide = async (proposer: number, title: string, ...actions: Action[]) => {
    const proposal = await history.propose(proposer, actions, `# ${title}`)
    await history.pass(day) // the delay is two days by now
    await history.decide(proposal, quorum)
    await history.execute(proposer, proposal)
  }
  const bytes = new TextEncoder().encode('# What the money is for\n\nAll of it.')
  await publish(bytes)
  const digest = sha256(bytes)
  const { budgets, grants, payouts, distributions, donations, splits } = history.deployment
  const end = (await history.now()) + 1000 * day
  const { lkd } = stage
  const [payee, other] = [addressOf(16), addressOf(17)]
  const refusing = addressOf(35)

  const batch = { to: [payee, refusing, other], amounts: [11n, 22n, 33n] }
  const list = makeList(history, digest, [
    [payee, 44n],
    [other, 55n],
  ])
  const stream = { amount: 0n, start: 0, cliff: 0, end: 0 }
  const vesting = { amount: 1000n, start: (await history.now()) - day, cliff: (await history.now()) + day, end }
  const grantTerms = { recipient: payee, required: 1, purpose: 'A film of the lake', category: 'culture' }
  const lastEnvelope = await history.readLast('envelope')
  await decide(
    1,
    'Rights of every kind',
    history.setGuardian(addressOf(24), (await history.now()) + 300 * day),
    history.toAction('donations', 'open', 'Boats 船'),
    history.toAction('donations', 'open', 'A tower'),
    history.setEnvelope(budgets, zeroAddress, 2n * coin, coin, 7 * day, end),
    history.toAction('budgets', 'grant', budgetTerms),
    history.setEnvelope(budgets, lkd, 1000n, 1000n, day, end),
    history.toAction('budgets', 'grant', {
      ...budgetTerms,
      payees: [payee, other],
      secondSignature: true,
      announceAbove: 1000n,
      category: 'office',
    }),
    history.setEnvelope(grants, lkd, 1600n, 1600n, day, end),
    history.toAction('grants', 'grant', {
      ...grantTerms,
      milestones: [100n, 200n, 300n].map((amount) => ({ amount, document: digest })),
      reviewers: [addressOf(3), addressOf(4)],
      stream: vesting,
      reportsDue: true,
    }),
    history.setEnvelope(grants, zeroAddress, 500n, 500n, day, end),
    history.toAction('grants', 'grant', {
      ...grantTerms,
      milestones: [200n, 300n].map((amount) => ({ amount, document: digest })),
      reviewers: [],
      required: 0,
      stream,
      reportsDue: false,
    }),
    history.setEnvelope(payouts, zeroAddress, 66n, 66n, day, end),
    history.toAction('payouts', 'open', digestRows(batch.to, batch.amounts), 3n, digest, 'Thanks', 'honours'),
    history.setEnvelope(payouts, lkd, 99n, 99n, day, end),
    history.toAction('payouts', 'openList', list.root, 2n, digest, 'Thanks to many', 'honours'),
    history.setEnvelope(distributions, lkd, 1_000_000n, 1_000_000n, 1, end),
    history.toAction('distributions', 'open', [100, 80, 50], digest, 'What is left of the year', 'dividend'),
    history.setEnvelope(distributions, zeroAddress, coin, coin, day, end),
    history.toAction('distributions', 'openStanding', splits, [100, 100, 100], 100n, digest, 'Income', 'dividend'),
    history.toAction('splits', 'setRule', [
      { target: toTreasury, share: 5000, id: 0n },
      { target: toPurse, share: 3000, id: 1n },
      { target: toStanding, share: 2000, id: 0n },
    ]),
  )
  const [first, second] = [lastEnvelope + 1n, lastEnvelope + 2n]
  const [distribution, standing] = [lastEnvelope + 7n, lastEnvelope + 8n]

  // Budgets: drawn at once, announced, settled, withdrawn, stopped by the guardian and by members.
  await history.act(1, 'budgets', 'drawOne', first, payee, 1000n, zeroHash)
  await history.act(2, 'budgets', 'draw', first, [payee, other, payee], [1n, 2n, 1n], digest)
  const large = [[payee], [coin / 5n], digest] as const
  const announce = async (from: number) => {
    await history.act(from, 'budgets', 'announce', first, ...large)
    return history.readLast('draw')
  }
  const settled = await announce(1)
  await history.pass(3601)
  await history.act(9, 'budgets', 'settle', settled, ...large)
  await history.act(2, 'budgets', 'withdraw', await announce(1))
  await history.act(24, 'budgets', 'stop', await announce(2))
  const small = [[payee, other], [3n, 4n], zeroHash] as const
  await history.act(1, 'budgets', 'announce', second, ...small)
  const confirmed = await history.readLast('draw')
  await history.act(2, 'budgets', 'confirm', confirmed, ...small)
  await history.act(9, 'budgets', 'settle', confirmed, ...small)
  await decide(2, 'The first budget goes on', history.toAction('budgets', 'resume', first))
  const objected = await announce(1)
  await history.pass(2)
  for (const [tokenId, holder] of await listHolders(history)) {
    // Once enough have objected, the others are refused.
    await history.act(holder, 'budgets', 'object', objected, [tokenId]).catch(() => undefined)
  }
  await decide(3, 'The first budget goes on again', history.toAction('budgets', 'resume', first))
  await announce(1)

  // A grant with reviewers, reports and a stream.
  await history.act(3, 'grants', 'accept', 1n, 0n, digest)
  await history.act(4, 'grants', 'accept', 1n, 1n, zeroHash)
  await history.act(16, 'grants', 'report', 1n, digest)
  await history.act(16, 'grants', 'claim', 1n)
  await history.act(16, 'grants', 'offer', 1n, addressOf(18))
  await history.act(16, 'grants', 'offer', 1n, zeroAddress)
  await history.act(16, 'grants', 'offer', 1n, other)
  await history.act(17, 'grants', 'takeOver', 1n)

  // A batch of which one refuses, and a list.
  await history.chain.setCode({ address: refusing, bytecode: '0x5f5ffd' })
  await history.act(9, 'payouts', 'pay', 1n, batch.to, batch.amounts)
  await history.chain.setCode({ address: refusing, bytecode: '0x' })
  await history.act(9, 'payouts', 'claim', 1n, 1n)
  await history.act(9, 'payouts', 'claimRow', 2n, 0n, payee, 44n, list.proofs[0]!)
  await history.act(17, 'payouts', 'claimRowTo', 2n, 1n, addressOf(18), 55n, list.proofs[1]!)

  // Shares of seats, and of income.
  const holders = await listHolders(history)
  const [one, two] = [holders[0]!, holders[1]!]
  await history.act(one[1], 'distributions', 'namePayee', one[0], addressOf(30))
  await history.act(two[1], 'distributions', 'namePayee', two[0], addressOf(31))
  await history.act(two[1], 'distributions', 'namePayee', two[0], zeroAddress)
  await history.act(9, 'distributions', 'claim', distribution, [one[0]])
  await history.act(9, 'distributions', 'claim', distribution, [one[0], ...holders.slice(1, 4).map(([id]) => id)])
  await history.send(20, splits, '0x', 1_000_000n)
  await history.act(20, 'splits', 'sendOn', zeroAddress)
  const transfer = (to: Address, amount: bigint) =>
    history.send(0, lkd, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }))
  await transfer(splits, 1001n)
  await history.act(20, 'splits', 'sendOn', lkd) // which the standing distribution does not share
  await history.act(20, 'distributions', 'openRound', standing)
  await history.act(9, 'distributions', 'claim', standing | (1n << 64n), [two[0]])

  // Gifts.
  await history.give(10, 1n, 7777n, 'For the boats 船')
  await history.give(11, 2n, 5n, 'nul \0 inside')
  await history.giveToken(0, 1n, lkd, 900n, '')
  await transfer(donations, 13n)
  await history.act(20, 'donations', 'sweep', lkd)

  await decide(
    4,
    'Ends of every kind',
    history.toAction('budgets', 'change', first, { ...budgetTerms, holders: [addressOf(2)], purpose: 'Roof' }),
    history.toAction('budgets', 'pause', first),
    history.revokeEnvelope(second),
    history.toAction('budgets', 'revoke', second),
    history.toAction('grants', 'accept', 2n, 0n, zeroHash),
    history.toAction('grants', 'clawBack', 2n, digest),
    history.toAction('grants', 'changeRecipient', 1n, addressOf(18), digest),
    history.toAction('donations', 'close', 2n),
    history.toAction('donations', 'spend', 1n, zeroAddress, payee, 77n, digest),
    history.toAction('donations', 'spend', 1n, lkd, payee, 78n, zeroHash),
  )
  await decide(5, 'The first budget goes on at last', history.toAction('budgets', 'resume', first))
  await history.act(2, 'budgets', 'announce', first, [payee], [5n], toHex(1, { size: 32 })) // waits
}
