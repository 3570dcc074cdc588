import { type Address, maxUint208 } from 'viem'
import { encodeFunctionData } from 'viem/utils'
import { budgetsAbi } from '../generated/abi/budgets'
import type { EncodedAct, TreasuryActContext, TreasuryActDraft } from './treasuryAct'
import {
  encodeEnvelope,
  encodeEnvelopeEnd,
  needPart,
  parseNumber,
  readAccounts,
  readAmount,
  readAsset,
  readEnd,
  readPeriod,
  readStart,
  readWords,
  toAction,
  Wrong,
} from './treasuryActInput'
import { parseMoney } from './money'
import type { Asset } from './treasury'
import { type BudgetTerms, isInForce } from './treasuryToday'
import { parseLength } from './votingRules'

const maxHolders = 20
const maxPayees = 100
const shortestWindow = 3_600n
const longestWindow = 14n * 86_400n
const [leastShare, mostShare] = [5n, 33n]

/** Rights to draw: granted with their envelope, changed, paused, resumed, revoked. */
export function encodeBudgetAct(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  const first = draft.act === 'grantBudget' ? 'holders' : 'number'
  const budgets = needPart(draft, context.dao.budgets, first)
  if (draft.act === 'grantBudget') {
    const asset = readAsset(draft, context)
    // What it costs is read before who has it, in the order of the form.
    const holders = readHolders(draft, context)
    const cap = readAmount(draft.cap, 'cap', asset)
    if (cap > 2n ** 128n - 1n) throw new Wrong('cap', 'amountLarge')
    const period = readPeriod(draft)
    const total = readAmount(draft.total, 'total', asset)
    if (cap > total) throw new Wrong('total', 'capAboveTotal')
    const start = readStart(draft.start, 'start', context.earliest)
    const end = readEnd(draft, context)
    const terms = readTerms(draft, context, asset, { cap, end: BigInt(end) }, holders, start)
    const envelope = encodeEnvelope(context, budgets, { asset: asset.token, total, cap, period, end })
    return done(envelope, grantCall(budgets, terms))
  }
  const { number, paused, envelope } = findBudget(draft, context)
  switch (draft.act) {
    case 'changeBudget': {
      const asset = context.assets.find(({ token }) => (token ?? '') === (envelope.asset ?? ''))
      if (asset === undefined) throw new Wrong('number', 'asset')
      const start = readStart(draft.start, 'start', context.earliest)
      const terms = readTerms(draft, context, asset, envelope, readHolders(draft, context), start)
      const args = [number, terms] as const
      return done(toAction(budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'change', args })))
    }
    case 'pauseBudget':
      if (paused) throw new Wrong('number', 'paused')
      return done(toAction(budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'pause', args: [number] })))
    case 'resumeBudget':
      if (!paused) throw new Wrong('number', 'notPaused')
      return done(toAction(budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'resume', args: [number] })))
    default:
      // The contract wants the treasury itself to have stopped paying first.
      return done(
        encodeEnvelopeEnd(context, number),
        toAction(budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'revoke', args: [number] })),
      )
  }
}

const done = (...actions: EncodedAct['actions'][number][]): EncodedAct => ({ actions, documents: [] })

function grantCall(budgets: Address, terms: BudgetTerms) {
  return toAction(budgets, encodeFunctionData({ abi: budgetsAbi, functionName: 'grant', args: [terms] }))
}

function findBudget(draft: TreasuryActDraft, { today, earliest }: TreasuryActContext) {
  const number = parseNumber(draft.number, 1n, 2n ** 64n)
  const budget = today.budgets.find((one) => one.number === number)
  const envelope = today.envelopes.find((one) => one.number === number)
  if (budget === undefined || envelope === undefined) throw new Wrong('number', 'numberUnknown')
  if (!isInForce(envelope, earliest)) throw new Wrong('number', 'numberOver')
  return { number: budget.number, paused: budget.standing === 'paused', envelope }
}

function readHolders(draft: TreasuryActDraft, context: TreasuryActContext): Address[] {
  const holders = readAccounts(draft, 'holders', context, maxHolders)
  if (holders.length === 0) throw new Wrong('holders', 'accountsMissing')
  if (draft.secondSignature && holders.length < 2) throw new Wrong('holders', 'holdersTwo')
  return holders
}

function readTerms(
  draft: TreasuryActDraft,
  context: TreasuryActContext,
  asset: Asset,
  envelope: { readonly cap: bigint; readonly end: bigint },
  holders: readonly Address[],
  start: number,
): BudgetTerms {
  if (BigInt(start) >= envelope.end) throw new Wrong('start', 'startAfterEnd')
  const announceAbove = readAnnounceAbove(draft, asset, envelope.cap)
  const window = parseLength(draft.window)
  if (window === null || window < shortestWindow || window > longestWindow) throw new Wrong('window', 'window')
  const first = BigInt(start) > context.earliest ? BigInt(start) : context.earliest
  if (announceAbove < envelope.cap && first + window > envelope.end) throw new Wrong('window', 'windowTooLong')
  const objectionShare = parseNumber(draft.objectionShare, leastShare, mostShare)
  if (objectionShare === null) throw new Wrong('objectionShare', 'share')
  const payees = readAccounts(draft, 'payees', context, maxPayees, asset.token)
  return {
    holders,
    payees,
    start,
    window: Number(window),
    objectionShare: Number(objectionShare),
    secondSignature: draft.secondSignature,
    announceAbove,
    ...readWords(draft),
  }
}

/** '' for a budget of which nothing is announced: as much as the cap. */
function readAnnounceAbove({ announceAbove }: TreasuryActDraft, { decimals }: Asset, cap: bigint): bigint {
  if (announceAbove.trim() === '') return cap
  const amount = parseMoney(announceAbove, decimals)
  if (amount === null || amount > maxUint208) throw new Wrong('announceAbove', 'amount', null, announceAbove.trim())
  return amount
}
