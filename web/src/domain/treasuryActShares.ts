import type { Address } from 'viem'
import { encodeFunctionData } from 'viem/utils'
import { distributionsAbi } from '../generated/abi/distributions'
import { splitsAbi } from '../generated/abi/splits'
import { parseMoney } from './money'
import type { EncodedAct, RuleDraft, TreasuryActContext, TreasuryActDraft } from './treasuryAct'
import {
  day,
  encodeEnvelope,
  needPart,
  parseNumber,
  readAmount,
  readAsset,
  readEnd,
  readPeriod,
  readRef,
  readWords,
  toAction,
  Wrong,
} from './treasuryActInput'
import { splitTargets } from './treasuryToday'

const maxRuleRows = 10
/** Hundredths of a per cent. */
const whole = 10_000n

/** What is shared among the seats, and the rule by which income is. */
export function encodeShareAct(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  if (draft.act === 'setRule') return setRule(draft, context)
  const distributions = needPart(draft, context.dao.distributions, 'asset')
  const asset = readAsset(draft, context)
  const total = readAmount(draft.total, 'total', asset)
  const isStanding = draft.act === 'openStanding'
  const cap = isStanding ? readAmount(draft.cap, 'cap', asset) : total
  if (cap > total) throw new Wrong('total', 'capAboveTotal')
  const period = isStanding ? readPeriod(draft) : Number(day)
  const minimum = isStanding ? readAmount(draft.minimum, 'minimum', asset) : 0n
  if (minimum > cap) throw new Wrong('minimum', 'minimum')
  const percentages = readPercentages(draft)
  const end = readEnd(draft, context)
  // Without a document of its own it is what this proposal says.
  const { digest, documents } = readRef(draft, context, context.ownText)
  const { purpose, category } = readWords(draft)
  const envelope = encodeEnvelope(context, distributions, { asset: asset.token, total, cap, period, end })
  if (!isStanding) {
    const args = [percentages, digest, purpose, category] as const
    const calldata = encodeFunctionData({ abi: distributionsAbi, functionName: 'open', args })
    return { actions: [envelope, toAction(distributions, calldata)], documents }
  }
  const splits: Address = needPart(draft, context.dao.splits, 'asset')
  const args = [splits, percentages, minimum, digest, purpose, category] as const
  const calldata = encodeFunctionData({ abi: distributionsAbi, functionName: 'openStanding', args })
  return { actions: [envelope, toAction(distributions, calldata)], documents }
}

function readPercentages(draft: TreasuryActDraft): readonly [number, number, number] {
  const [member, steward, organisation] = (['member', 'steward', 'organisation'] as const).map((kind) => {
    const percent = parseNumber(draft[kind], 1n, 100n)
    if (percent === null) throw new Wrong(kind, 'percent')
    return Number(percent)
  }) as [number, number, number]
  if (member !== 100 && steward !== 100 && organisation !== 100) throw new Wrong('member', 'percentWhole')
  return [member, steward, organisation]
}

function setRule(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  const splits = needPart(draft, context.dao.splits, 'rule')
  if (draft.rule.length > maxRuleRows) throw new Wrong('rule', 'ruleMany')
  const rows = draft.rule.map((row, place) => readRow(row, place, context))
  const sum = rows.reduce((all, { share }) => all + BigInt(share), 0n)
  if (sum !== whole) throw new Wrong('rule', 'ruleSum')
  const calldata = encodeFunctionData({ abi: splitsAbi, functionName: 'setRule', args: [rows] })
  return { actions: [toAction(splits, calldata)], documents: [] }
}

function readRow({ target, share, id }: RuleDraft, place: number, { today }: TreasuryActContext) {
  const hundredths = parseMoney(share, 2)
  if (hundredths === null || hundredths === 0n || hundredths > whole) {
    throw new Wrong('rule', 'ruleShare', place, share.trim())
  }
  const row = { target: splitTargets.indexOf(target), share: Number(hundredths) }
  if (target === 'treasury') return { ...row, id: 0n }
  // A standing distribution that the same decision opens has no number yet: it is the last one, written as 0.
  if (target === 'standing' && id.trim() === '') return { ...row, id: 0n }
  const number = parseNumber(id, 1n, 2n ** 64n)
  if (target === 'standing') {
    if (!today.standings.some((one) => one.number === number)) throw new Wrong('rule', 'ruleStanding', place, id.trim())
  } else if (!today.purposes.some((one) => one.number === number && one.isOpen)) {
    throw new Wrong('rule', 'ruleTarget', place, id.trim())
  }
  return { ...row, id: number! }
}

/** Whether a rule names a standing distribution that has to be opened by the same decision, or be there already. */
export function needsStanding({ act, rule }: Pick<TreasuryActDraft, 'act' | 'rule'>): boolean {
  return act === 'setRule' && rule.some(({ target, id }) => target === 'standing' && id.trim() === '')
}
