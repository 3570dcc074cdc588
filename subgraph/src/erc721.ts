import { BigInt } from '@graphprotocol/graph-ts'
import { Transfer } from '../generated/templates/NamedErc721/ERC721'
import { recordTransfer } from './flows'
import { eventId } from './ids'

export function handleErc721(event: Transfer): void {
  const params = event.params
  recordTransfer(event, eventId(event), 'ERC721', params.from, params.to, BigInt.fromI32(1), params.tokenId)
}
