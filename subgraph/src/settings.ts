import { ethereum } from '@graphprotocol/graph-ts'
import { Dao, SettingChanged } from '../generated/schema'
import { eventId } from './ids'

export function recordSetting(event: ethereum.Event, dao: Dao, name: string, oldValue: string, newValue: string): void {
  const change = new SettingChanged(eventId(event))
  change.dao = dao.id
  change.name = name
  change.oldValue = oldValue
  change.newValue = newValue
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
}
