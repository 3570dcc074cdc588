import { type ActionContext, decodeAction } from './action'
import type { Action } from './proposal'

/** Whom some actions pay or give something, as lower-case addresses. */
export function findPayees(actions: readonly Action[], dao: ActionContext): ReadonlySet<string> {
  const payees = actions.flatMap((action) => {
    const decoded = decodeAction(action, dao)
    return 'to' in decoded ? [decoded.to.toLowerCase()] : []
  })
  return new Set(payees)
}
