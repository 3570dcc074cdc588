/** As the contracts' enums count them: `ISeats.Kind`, `IGates.Gate`, `IMembership.TransferRule`. */
const SEAT_KINDS = ['MEMBER', 'STEWARD', 'ORGANISATION', 'OBSERVER']
const GATES = ['OFFICERS', 'INVITATIONS', 'LISTS', 'CREDENTIALS']
const TRANSFER_RULES = ['LOCKED', 'APPROVED', 'FREE']

export const GATE_COUNT = 4

export function nameKind(kind: i32): string {
  return kind < SEAT_KINDS.length ? SEAT_KINDS[kind] : 'UNKNOWN'
}

export function nameGate(gate: i32): string {
  return gate < GATES.length ? GATES[gate] : 'UNKNOWN'
}

export function nameTransferRule(rule: i32): string {
  return rule < TRANSFER_RULES.length ? TRANSFER_RULES[rule] : 'UNKNOWN'
}

/** The kinds whose bits `1 << kind` are set; bits that stand for no kind are passed over. */
export function listKinds(bits: i32): string[] {
  const kinds: string[] = []
  for (let kind = 0; kind < SEAT_KINDS.length; kind++) if ((bits & (1 << kind)) != 0) kinds.push(SEAT_KINDS[kind])
  return kinds
}
