import { Bytes, Entity, ethereum, store, Value } from '@graphprotocol/graph-ts'
import { Dao, DecisionQueue, Operation } from '../generated/schema'

/** What follows from a decision of which the log, `CallExecuted` or `Disbursed`, comes later in the transaction. */
export function loadQueue(event: ethereum.Event, dao: Dao): DecisionQueue {
  let queue = DecisionQueue.load(dao.treasury)
  if (queue === null) queue = new DecisionQueue(dao.treasury)
  else if (queue.transaction == event.transaction.hash) return queue
  queue.transaction = event.transaction.hash
  queue.entities = []
  queue.ids = []
  return queue
}

/** Holds an entity that has `operation` and `proposal` open for the decision that it follows from. */
export function awaitDecision(event: ethereum.Event, dao: Dao, entity: string, id: Bytes): void {
  const queue = loadQueue(event, dao)
  const entities = queue.entities
  const ids = queue.ids
  entities.push(entity)
  ids.push(id)
  queue.entities = entities
  queue.ids = ids
  queue.save()
}

export function removeFromQueue(queue: DecisionQueue, place: i32): void {
  const entities = queue.entities
  const ids = queue.ids
  entities.splice(place, 1)
  ids.splice(place, 1)
  queue.entities = entities
  queue.ids = ids
  queue.save()
}

/** All that is still open was done by a call of this operation, which has just returned. */
export function closeDecision(event: ethereum.Event, dao: Dao, operationId: Bytes): void {
  const queue = loadQueue(event, dao)
  if (queue.ids.length == 0) return
  for (let i = 0; i < queue.ids.length; i++) {
    const id = queue.ids[i].toHexString()
    const entity = store.get(queue.entities[i], id)
    if (entity === null) continue
    linkDecision(entity, dao, operationId)
    store.set(queue.entities[i], id, entity)
  }
  queue.entities = []
  queue.ids = []
  queue.save()
}

/**
 * The decision that an event names: none where it names none, or one that is no operation of the treasury. Under other
 * names where an entity has several.
 */
export function linkDecision(
  entity: Entity,
  dao: Dao,
  operationId: Bytes,
  operationField: string = 'operation',
  proposalField: string = 'proposal',
): void {
  entity.set(operationField, Value.fromNull())
  entity.set(proposalField, Value.fromNull())
  const operation = Operation.load(dao.treasury.concat(operationId))
  if (operation === null) return
  entity.set(operationField, Value.fromBytes(operation.id))
  const proposal = operation.proposal
  if (proposal !== null) entity.set(proposalField, Value.fromBytes(proposal))
}
