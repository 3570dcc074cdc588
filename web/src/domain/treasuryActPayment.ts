import type { Address } from 'viem'
import { encodeFunctionData } from 'viem/utils'
import { payoutsAbi } from '../generated/abi/payouts'
import { erc721Abi } from '../generated/abi/tokens'
import { encodePayment } from './payment'
import type { EncodedAct, TreasuryActContext, TreasuryActDraft } from './treasuryAct'
import {
  day,
  encodeEnvelope,
  encodeEnvelopeEnd,
  needPart,
  parseAccount,
  parseNumber,
  readAccount,
  readAmount,
  readAsset,
  readEnd,
  readWords,
  toAction,
  Wrong,
} from './treasuryActInput'
import { isInForce } from './treasuryToday'

/** Payments to one, a payout to many, a collectible, and the end of a right. */
export function encodePaymentAct(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  switch (draft.act) {
    case 'giveCollectible':
      return { actions: [giveCollectible(draft, context)], documents: [] }
    case 'payout':
      return openPayouts(draft, context)
    case 'endRight': {
      const number = parseNumber(draft.number, 1n, 2n ** 64n)
      const envelope = context.today.envelopes.find((one) => one.number === number)
      if (envelope === undefined) throw new Wrong('number', 'numberUnknown')
      if (!isInForce(envelope, context.earliest)) throw new Wrong('number', 'numberOver')
      return { actions: [encodeEnvelopeEnd(context, envelope.number)], documents: [] }
    }
    default: {
      const asset = readAsset(draft, context)
      const to = readAccount(draft.to, 'to', context, asset.token)
      return { actions: [encodePayment(asset, to, readAmount(draft.amount, 'amount', asset))], documents: [] }
    }
  }
}

function giveCollectible(draft: TreasuryActDraft, context: TreasuryActContext) {
  const token: Address | null = parseAccount(draft.token)
  if (token === null) throw new Wrong('token', 'collectible')
  const tokenId = /^\d{1,77}$/.test(draft.tokenId.trim()) ? BigInt(draft.tokenId.trim()) : null
  if (tokenId === null) throw new Wrong('tokenId', 'tokenId')
  const to = readAccount(draft.to, 'to', context, token)
  const args = [context.dao.treasury, to, tokenId] as const
  return toAction(token, encodeFunctionData({ abi: erc721Abi, functionName: 'safeTransferFrom', args }))
}

function openPayouts(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  const payouts = needPart(draft, context.dao.payouts, 'asset')
  const asset = readAsset(draft, context)
  const prepared = context.payouts.get(draft.key) ?? 'rowsMissing'
  if (typeof prepared === 'string') throw new Wrong('rows', prepared)
  if (!context.canPublish) throw new Wrong('rows', 'noIpfs')
  const end = readEnd(draft, context)
  const { purpose, category } = readWords(draft)
  const actions = prepared.flatMap(({ kind, rows, total, digest, document }) => {
    const args = [digest, BigInt(rows.length), document, purpose, category] as const
    const functionName = kind === 'batch' ? 'open' : 'openList'
    return [
      encodeEnvelope(context, payouts, { asset: asset.token, total, cap: total, period: Number(day), end }),
      toAction(payouts, encodeFunctionData({ abi: payoutsAbi, functionName, args })),
    ]
  })
  return { actions, documents: prepared.map(({ text }) => text) }
}
