import type { Address } from 'viem'
import { AppError } from '../../domain/appError'

/**
 * The contract of a right; there is none where no deployment names it.
 *
 * @throws AppError `malformed`
 */
export function needContract(address: Address | null): Address {
  if (address === null) throw new AppError('malformed', 'no such contract')
  return address
}
