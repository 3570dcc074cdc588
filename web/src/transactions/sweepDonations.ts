import { zeroAddress } from 'viem'
import type { DaoContracts } from '../domain/dao'
import type { Asset } from '../domain/treasury'
import { donationsAbi } from '../generated/abi/donations'
import type { Transaction } from './transaction'

/**
 * Brings to the treasury what is at the donations contract and in no purse. Anybody may.
 *
 * @param amount what it is, as a person reads it
 * @returns null for a DAO without donations
 * @example sweepDonations(dao, asset, '13 LKD')
 */
export function sweepDonations(dao: DaoContracts, { token }: Asset, amount: string): Transaction | null {
  if (dao.donations === null) return null
  return {
    kind: 'income',
    subject: amount,
    part: 'donations',
    sentence: (t) => t.donations.sweepSentence(amount),
    call: { address: dao.donations, abi: donationsAbi, functionName: 'sweep', args: [token ?? zeroAddress] },
  }
}
