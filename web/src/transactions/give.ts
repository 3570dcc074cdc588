import type { DaoContracts } from '../domain/dao'
import type { Asset } from '../domain/treasury'
import { donationsAbi } from '../generated/abi/donations'
import { erc20Abi } from '../generated/abi/tokens'
import type { Transaction } from './transaction'

/** A gift: how much of what, for which purpose. */
export type GiftOrder = {
  readonly purpose: bigint
  readonly name: string
  readonly asset: Asset
  readonly amount: bigint
  readonly note: string
  /** The amount as a person reads it. */
  readonly text: string
}

/**
 * Gives coin or an ERC-20 token for a purpose. A token has to be allowed before: {@link allowGift}.
 *
 * @returns null for a DAO without donations
 * @example give(dao, { purpose: 1n, name: 'Boats', asset: coin, amount: 5n, note: '', text: '5 ETH' })
 */
export function give(dao: DaoContracts, { purpose, name, asset, amount, note, text }: GiftOrder): Transaction | null {
  if (dao.donations === null) return null
  const contract = { address: dao.donations, abi: donationsAbi } as const
  return {
    kind: 'gift',
    subject: name,
    part: 'donations',
    sentence: (t) => t.donations.giveSentence(text, name),
    call:
      asset.token === null
        ? { ...contract, functionName: 'give', args: [purpose, note], value: amount }
        : { ...contract, functionName: 'giveToken', args: [purpose, asset.token, amount, note] },
  }
}

/**
 * Allows the donations contract to take what is to be given of a token, and no more.
 *
 * @returns null for a DAO without donations, and for the coin
 * @example allowGift(dao, order)
 */
export function allowGift(dao: DaoContracts, { asset, amount, text }: GiftOrder): Transaction | null {
  if (dao.donations === null || asset.token === null) return null
  return {
    kind: 'allowance',
    subject: text,
    part: 'token',
    sentence: (t) => t.donations.allowSentence(text),
    call: { address: asset.token, abi: erc20Abi, functionName: 'approve', args: [dao.donations, amount] },
  }
}
