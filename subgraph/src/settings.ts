import { Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Dao, SettingChanged } from '../generated/schema'
import { eventId } from './ids'

export function recordSetting(event: ethereum.Event, dao: Dao, name: string, oldValue: string, newValue: string): void {
  record(event, eventId(event), dao, name, oldValue, newValue)
}

/** For an event that sets several settings: those that it leaves as they were are not changes. */
export function recordDifferences(
  event: ethereum.Event,
  dao: Dao,
  names: string[],
  before: string[],
  after: string[],
): void {
  for (let i = 0; i < names.length; i++) {
    if (after[i] != before[i]) record(event, eventId(event).concatI32(i), dao, names[i], before[i], after[i])
  }
}

function record(event: ethereum.Event, id: Bytes, dao: Dao, name: string, oldValue: string, newValue: string): void {
  const change = new SettingChanged(id)
  change.dao = dao.id
  change.name = name
  change.oldValue = oldValue
  change.newValue = newValue
  change.at = event.block.timestamp
  change.block = event.block.number
  change.transaction = event.transaction.hash
  change.save()
}
