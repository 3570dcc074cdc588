import { Transfer } from '../generated/templates/NamedErc20/ERC20'
import { recordTransfer } from './flows'
import { eventId } from './ids'

export function handleErc20(event: Transfer): void {
  recordTransfer(event, eventId(event), 'ERC20', event.params.from, event.params.to, event.params.value, null)
}
