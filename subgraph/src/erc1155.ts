import { TransferBatch, TransferSingle } from '../generated/ERC1155In/ERC1155'
import { recordTransfer } from './flows'
import { eventId } from './ids'

/** A log of a hostile token costs little and could hold tens of thousands of lines. */
const BATCH_LIMIT = 1024

function recordSingle(event: TransferSingle, direction: string): void {
  const params = event.params
  recordTransfer(event, eventId(event), 'ERC1155', direction, params.from, params.to, params.value, params.id)
}

function recordBatch(event: TransferBatch, direction: string): void {
  const ids = event.params.ids
  const values = event.params.values
  let length = ids.length < values.length ? ids.length : values.length
  if (length > BATCH_LIMIT) length = BATCH_LIMIT
  for (let i = 0; i < length; i++) {
    const id = eventId(event).concatI32(i)
    recordTransfer(event, id, 'ERC1155', direction, event.params.from, event.params.to, values[i], ids[i])
  }
}

export function handleErc1155SingleIn(event: TransferSingle): void {
  recordSingle(event, 'IN')
}

export function handleErc1155SingleOut(event: TransferSingle): void {
  recordSingle(event, 'OUT')
}

export function handleErc1155BatchIn(event: TransferBatch): void {
  recordBatch(event, 'IN')
}

export function handleErc1155BatchOut(event: TransferBatch): void {
  recordBatch(event, 'OUT')
}
