import { zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { Payout } from '../../domain/right'
import { payoutsAbi } from '../../generated/abi/payouts'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { needContract } from './needContract'

/**
 * Whether rows of a payout wait to be paid now, as its contract answers: of a batch those that were set aside, of a list
 * those that nobody claimed.
 *
 * @example await listOpenRows(client, dao, { number: 2n, form: 'list' }, [0, 7])
 * @throws AppError
 */
export async function listOpenRows(
  client: ChainClient,
  dao: DaoContracts,
  { number, form }: Pick<Payout, 'number' | 'form'>,
  rows: readonly number[],
): Promise<number[]> {
  const contract = { address: needContract(dao.payouts), abi: payoutsAbi } as const
  try {
    const open = await Promise.all(
      rows.map(async (row) => {
        const ofRow = { ...contract, args: [number, BigInt(row)] } as const
        if (form === 'list') return !(await readContract(client, { ...ofRow, functionName: 'isRowClaimed' }))
        return (await readContract(client, { ...ofRow, functionName: 'setAsideOf' })).payee !== zeroAddress
      }),
    )
    return rows.filter((_, index) => open[index])
  } catch (error) {
    throw toAppError(error)
  }
}
