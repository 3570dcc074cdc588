import { BigInt } from '@graphprotocol/graph-ts'
import { Transfer } from '../generated/ERC721In/ERC721'
import { recordTransfer } from './flows'
import { eventId } from './ids'

function record(event: Transfer, direction: string): void {
  const one = BigInt.fromI32(1)
  const params = event.params
  recordTransfer(event, eventId(event), 'ERC721', direction, params.from, params.to, one, params.tokenId)
}

export function handleErc721In(event: Transfer): void {
  record(event, 'IN')
}

export function handleErc721Out(event: Transfer): void {
  record(event, 'OUT')
}
