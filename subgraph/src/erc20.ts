import { Transfer } from '../generated/ERC20In/ERC20'
import { recordTransfer } from './flows'
import { eventId } from './ids'

export function handleErc20In(event: Transfer): void {
  recordTransfer(event, eventId(event), 'ERC20', 'IN', event.params.from, event.params.to, event.params.value, null)
}

export function handleErc20Out(event: Transfer): void {
  recordTransfer(event, eventId(event), 'ERC20', 'OUT', event.params.from, event.params.to, event.params.value, null)
}
