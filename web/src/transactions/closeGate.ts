import type { DaoContracts } from '../domain/dao'
import { type GateName, gates } from '../domain/seatRules'
import { gatesAbi } from '../generated/abi/gates'
import type { Transaction } from './transaction'

/**
 * Closes a gate at once, by the guardian. Only a vote opens it again.
 *
 * @example closeGate(dao, 'invitations')
 */
export function closeGate(dao: DaoContracts, gate: GateName): Transaction | null {
  if (dao.gates === null) return null
  return {
    kind: 'closeGate',
    subject: gate,
    part: 'gates',
    sentence: (t) => t.guardian.closeSentence(t.seats.gateName[gate]),
    call: { address: dao.gates, abi: gatesAbi, functionName: 'closeGate', args: [gates.indexOf(gate)] },
  }
}
