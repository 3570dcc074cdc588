import { type Address, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import { type Collection, parseExpiry, parseKind, type Seat } from '../../domain/seat'
import { toTimepoint } from '../../domain/timepoint'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listEvents } from './listLogs'

/** A seat as its contract answers. */
export type OwnSeat = Pick<Seat, 'collection' | 'number' | 'kind' | 'status' | 'holder' | 'since' | 'expiry'> & {
  /** Where its holder may transfer it while transfers are by approval. */
  readonly transferApprovedTo: Address | null
}

/**
 * The seats that an account holds, and those that lapsed and can be renewed for it: as the contracts answer, no list is
 * needed for it.
 *
 * @example await listAccountSeats(client, dao, account, head.number)
 * @throws AppError
 */
export async function listAccountSeats(
  client: ChainClient,
  dao: DaoContracts,
  account: Address,
  toBlock: bigint,
): Promise<OwnSeat[]> {
  const collections: Collection[] = dao.observers === null ? ['membership'] : ['membership', 'observers']
  const found = await Promise.all(
    collections.map(async (collection) => {
      const address = collection === 'observers' ? dao.observers! : dao.membership
      const wanted = { address, abi: membershipAbi, eventName: 'Transfer', args: { to: account } }
      const logs = await listEvents(client, wanted, dao.startBlock, toBlock)
      const numbers = [...new Set(logs.map(({ args }) => args['tokenId'] as bigint))]
      const seats = await Promise.all(numbers.map((number) => getSeat(client, dao, { collection, number })))
      return seats.filter((seat) => seat !== null)
    }),
  )
  return found
    .flat()
    .filter(({ holder, status }) => holder.toLowerCase() === account.toLowerCase() && status !== 'ended')
}

/**
 * A seat as its contract answers; null for a number that was never given. The holder of one that ended is unknown here.
 *
 * @example await getSeat(client, dao, { collection: 'membership', number: 4n })
 * @throws AppError
 */
export async function getSeat(
  client: ChainClient,
  dao: DaoContracts,
  { collection, number }: Pick<Seat, 'collection' | 'number'>,
): Promise<OwnSeat | null> {
  const address = collection === 'observers' ? dao.observers : dao.membership
  if (address === null) return null
  const contract = { address, abi: membershipAbi, args: [number] } as const
  try {
    const standing = await readContract(client, { ...contract, functionName: 'standingOf' })
    if (standing === 0) return null
    const isVoting = collection === 'membership' && standing <= 2
    const [seat, former, holder, approved] = await Promise.all([
      readContract(client, { ...contract, functionName: 'seatOf' }),
      readContract(client, { ...contract, functionName: 'formerHolderOf' }),
      standing <= 2 ? readContract(client, { ...contract, functionName: 'ownerOf' }) : null,
      isVoting ? readContract(client, { ...contract, functionName: 'transferApprovedTo' }) : zeroAddress,
    ])
    return {
      collection,
      number,
      kind: parseKind(seat.kind) ?? 'member',
      status: standing <= 2 ? 'current' : former === zeroAddress ? 'ended' : 'lapsed',
      holder: holder ?? former,
      since: toTimepoint(BigInt(seat.since)),
      expiry: parseExpiry(seat.expiry),
      transferApprovedTo: approved === zeroAddress ? null : approved,
    }
  } catch (error) {
    throw toAppError(error)
  }
}
