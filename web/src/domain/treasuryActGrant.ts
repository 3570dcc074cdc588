import { encodeFunctionData } from 'viem/utils'
import { grantsAbi } from '../generated/abi/grants'
import type { EncodedAct, TreasuryActContext, TreasuryActDraft } from './treasuryAct'
import {
  day,
  encodeEnvelope,
  needPart,
  parseNumber,
  readAccount,
  readAccounts,
  readAmount,
  readAsset,
  readDocument,
  readEnd,
  readRef,
  readStart,
  readWords,
  toAction,
  Wrong,
} from './treasuryActInput'
import { parseDay } from './seatAct'
import type { Asset } from './treasury'
import { isInForce } from './treasuryToday'

const maxMilestones = 20
const maxReviewers = 20

/** Money for work: granted with its envelope, accepted, clawed back, given to another account. */
export function encodeGrantAct(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  const grants = needPart(draft, context.dao.grants, draft.act === 'grant' ? 'to' : 'number')
  if (draft.act === 'grant') return grant(draft, context, grants)
  const found = findGrant(draft, context)
  const { number } = found
  switch (draft.act) {
    case 'acceptMilestone': {
      if (found.clawedBack) throw new Wrong('number', 'clawedBack')
      const place = parseNumber(draft.milestone, 1n, BigInt(found.milestones.length))
      if (place === null) throw new Wrong('milestone', 'milestoneUnknown')
      if (found.milestones[Number(place - 1n)]!.accepted) throw new Wrong('milestone', 'milestoneAccepted')
      const { digest, documents } = readRef(draft, context)
      const args = [number, place - 1n, digest] as const
      return {
        actions: [toAction(grants, encodeFunctionData({ abi: grantsAbi, functionName: 'accept', args }))],
        documents,
      }
    }
    case 'clawBack': {
      if (found.clawedBack) throw new Wrong('number', 'clawedBack')
      const { digest, documents } = readRef(draft, context)
      const args = [number, digest] as const
      return {
        actions: [toAction(grants, encodeFunctionData({ abi: grantsAbi, functionName: 'clawBack', args }))],
        documents,
      }
    }
    default: {
      const to = readAccount(draft.to, 'to', context, found.asset)
      if (to.toLowerCase() === found.recipient.toLowerCase()) throw new Wrong('to', 'recipientSame')
      const isReviewer = found.reviewers.some((reviewer) => reviewer.toLowerCase() === to.toLowerCase())
      if (isReviewer) throw new Wrong('to', 'recipientReviewer')
      const { digest, documents } = readRef(draft, context)
      const args = [number, to, digest] as const
      return {
        actions: [toAction(grants, encodeFunctionData({ abi: grantsAbi, functionName: 'changeRecipient', args }))],
        documents,
      }
    }
  }
}

function findGrant(draft: TreasuryActDraft, { today, earliest }: TreasuryActContext) {
  const number = parseNumber(draft.number, 1n, 2n ** 64n)
  const grant = today.grants.find((one) => one.number === number)
  const envelope = today.envelopes.find((one) => one.number === grant?.envelope)
  if (grant === undefined || envelope === undefined) throw new Wrong('number', 'numberUnknown')
  if (!isInForce(envelope, earliest)) throw new Wrong('number', 'numberOver')
  return { ...grant, asset: envelope.asset }
}

function grant(draft: TreasuryActDraft, context: TreasuryActContext, grants: `0x${string}`): EncodedAct {
  const asset = readAsset(draft, context)
  const recipient = readAccount(draft.to, 'to', context, asset.token)
  const documents: string[] = []
  const typed = draft.milestones.filter(({ amount, document }) => amount.trim() !== '' || document.trim() !== '')
  if (typed.length > maxMilestones) throw new Wrong('milestones', 'milestonesMany')
  const milestones = draft.milestones.flatMap(({ amount, document }, place) => {
    if (amount.trim() === '' && document.trim() === '') return []
    const value = readAmount(amount, 'milestones', asset, place)
    const found = readDocument(document, 'milestones', context, place)
    if (found === null) throw new Wrong('milestones', 'documentMissing', place)
    if (found.text !== null) documents.push(found.text)
    return [{ amount: value, document: found.digest }]
  })
  const reviewers = readAccounts(draft, 'reviewers', context, maxReviewers)
  const own = reviewers.indexOf(recipient)
  if (own >= 0) throw new Wrong('reviewers', 'reviewerRecipient', own, recipient)
  const required = reviewers.length === 0 ? 0n : parseNumber(draft.required, 1n, BigInt(reviewers.length))
  if (required === null) throw new Wrong('required', 'required')
  const stream = readStream(draft, context, asset)
  const total = milestones.reduce((sum, { amount }) => sum + amount, stream.amount)
  if (total === 0n) throw new Wrong('milestones', 'nothingGranted')
  if (total > 2n ** 208n - 1n) throw new Wrong('milestones', 'amountLarge')
  const end = readEnd(draft, context)
  if (end < stream.end) throw new Wrong('end', 'streamEnd')
  const terms = {
    recipient,
    milestones,
    reviewers,
    required: Number(required),
    stream,
    reportsDue: draft.reportsDue,
    ...readWords(draft),
  }
  const envelope = { asset: asset.token, total, cap: total, period: Number(day), end }
  return {
    actions: [
      encodeEnvelope(context, grants, envelope),
      toAction(grants, encodeFunctionData({ abi: grantsAbi, functionName: 'grant', args: [terms] })),
    ],
    documents,
  }
}

function readStream(draft: TreasuryActDraft, { earliest }: TreasuryActContext, asset: Asset) {
  if (draft.streamAmount.trim() === '') {
    const isTyped = [draft.streamStart, draft.streamCliff, draft.streamEnd].some((text) => text.trim() !== '')
    if (isTyped) throw new Wrong('streamAmount', 'streamAmount')
    return { amount: 0n, start: 0, cliff: 0, end: 0 }
  }
  const amount = readAmount(draft.streamAmount, 'streamAmount', asset)
  const start = readStart(draft.streamStart, 'streamStart', earliest)
  const cliff = draft.streamCliff.trim() === '' ? start : readStart(draft.streamCliff, 'streamCliff', earliest)
  const end = draft.streamEnd.trim() === '' ? null : parseDay(draft.streamEnd)
  if (end === null) throw new Wrong('streamEnd', 'startNoDate')
  if (cliff < start) throw new Wrong('streamCliff', 'streamTimes')
  if (cliff > Number(end) || start >= Number(end)) throw new Wrong('streamEnd', 'streamTimes')
  return { amount, start, cliff, end: Number(end) }
}
