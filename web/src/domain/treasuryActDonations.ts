import { zeroAddress } from 'viem'
import { encodeFunctionData } from 'viem/utils'
import { donationsAbi } from '../generated/abi/donations'
import type { EncodedAct, TreasuryActContext, TreasuryActDraft } from './treasuryAct'
import {
  needPart,
  parseNumber,
  readAccount,
  readAmount,
  readAsset,
  readName,
  readRef,
  toAction,
  Wrong,
} from './treasuryActInput'

/** Purposes that gifts are given for, and what is spent of their purses. */
export function encodeDonationAct(draft: TreasuryActDraft, context: TreasuryActContext): EncodedAct {
  const donations = needPart(draft, context.dao.donations, draft.act === 'openPurpose' ? 'name' : 'number')
  if (draft.act === 'openPurpose') {
    const args = [readName(draft)] as const
    return {
      actions: [toAction(donations, encodeFunctionData({ abi: donationsAbi, functionName: 'open', args }))],
      documents: [],
    }
  }
  const number = parseNumber(draft.number, 1n, 2n ** 64n)
  const purpose = context.today.purposes.find((one) => one.number === number)
  if (purpose === undefined) throw new Wrong('number', 'numberUnknown')
  if (draft.act === 'closePurpose') {
    if (!purpose.isOpen) throw new Wrong('number', 'purposeClosed')
    const args = [purpose.number] as const
    return {
      actions: [toAction(donations, encodeFunctionData({ abi: donationsAbi, functionName: 'close', args }))],
      documents: [],
    }
  }
  const asset = readAsset(draft, context)
  const amount = readAmount(draft.amount, 'amount', asset)
  const held = purpose.held.find((one) => (one.asset ?? '').toLowerCase() === (asset.token ?? '').toLowerCase())
  if (amount > (held?.amount ?? 0n)) throw new Wrong('amount', 'notHeld')
  const to = readAccount(draft.to, 'to', context, asset.token)
  const { digest, documents } = readRef(draft, context)
  const args = [purpose.number, asset.token ?? zeroAddress, to, amount, digest] as const
  return {
    actions: [toAction(donations, encodeFunctionData({ abi: donationsAbi, functionName: 'spend', args }))],
    documents,
  }
}
