import { TransferBatch, TransferSingle } from '../generated/templates/NamedErc1155/ERC1155'
import { recordTransfer } from './flows'
import { eventId } from './ids'

/** A log of a hostile token costs little and could hold tens of thousands of lines. */
const BATCH_LIMIT = 1024

export function handleErc1155Single(event: TransferSingle): void {
  const params = event.params
  recordTransfer(event, eventId(event), 'ERC1155', params.from, params.to, params.value, params.id)
}

export function handleErc1155Batch(event: TransferBatch): void {
  const ids = event.params.ids
  const values = event.params.values
  let length = ids.length < values.length ? ids.length : values.length
  if (length > BATCH_LIMIT) length = BATCH_LIMIT
  for (let i = 0; i < length; i++) {
    const id = eventId(event).concatI32(i)
    recordTransfer(event, id, 'ERC1155', event.params.from, event.params.to, values[i], ids[i])
  }
}
