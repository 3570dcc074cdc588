import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import type { SeatName } from '../../domain/seat'
import { membershipAbi } from '../../generated/abi/membership'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'

const head = 'data:application/json;base64,'
const image = /^data:image\/svg\+xml;base64,[A-Za-z0-9+/]+=*$/

/**
 * The card of a seat, as the contract draws it: a data URI for an image. Null where the contract gave something else.
 *
 * @example await getCard(client, dao, { collection: 'membership', number: 4n })
 * @throws AppError
 */
export async function getCard(
  client: ChainClient,
  dao: DaoContracts,
  { collection, number }: SeatName,
): Promise<string | null> {
  const address = collection === 'observers' ? dao.observers : dao.membership
  if (address === null) return null
  let uri: string
  try {
    uri = await readContract(client, { address, abi: membershipAbi, functionName: 'tokenURI', args: [number] })
  } catch (error) {
    throw toAppError(error)
  }
  return readImage(uri)
}

/** The image in the metadata of a token; null where it is not an SVG of base64 in JSON of base64. */
export function readImage(uri: string): string | null {
  if (!uri.startsWith(head)) return null
  try {
    const bytes = Uint8Array.from(atob(uri.slice(head.length)), (letter) => letter.charCodeAt(0))
    const found = JSON.parse(new TextDecoder().decode(bytes)) as { image?: unknown } | null
    return typeof found?.image === 'string' && image.test(found.image) ? found.image : null
  } catch {
    return null // A card that does not read is not drawn; all that it says stands on the page too.
  }
}
