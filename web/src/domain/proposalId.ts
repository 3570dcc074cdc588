import type { Address, Hex } from 'viem'
import { encodeAbiParameters, keccak256, stringToHex } from 'viem/utils'
import type { Action, ProposalId } from './proposal'

const hashed = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes[]' }, { type: 'bytes32' }] as const
const hashedOperation = [
  { type: 'address[]' },
  { type: 'uint256[]' },
  { type: 'bytes[]' },
  { type: 'bytes32' },
  { type: 'bytes32' },
] as const

const zero = `0x${'0'.repeat(64)}` as Hex

/** `keccak256` of the description's bytes, as `queue`, `execute` and `cancel` want it. */
export function hashDescription(description: string): Hex {
  return keccak256(stringToHex(description))
}

/** The arguments that every function of the governor takes for a proposal. */
export function splitActions(actions: readonly Action[]) {
  return {
    targets: actions.map(({ target }) => target),
    values: actions.map(({ value }) => value),
    calldatas: actions.map(({ calldata }) => calldata),
  }
}

/** The id of a proposal from all that it would do and its description; as `Governor.hashProposal`. */
export function computeProposalId(actions: readonly Action[], description: string): ProposalId {
  const { targets, values, calldatas } = splitActions(actions)
  return BigInt(
    keccak256(encodeAbiParameters(hashed, [targets, values, calldatas, hashDescription(description)])),
  ) as ProposalId
}

/** The timelock's id of what a proposal would do; as `GovernorTimelockControl._timelockSalt` and `hashOperationBatch`. */
export function computeOperationId(actions: readonly Action[], description: string, governor: Address): Hex {
  const { targets, values, calldatas } = splitActions(actions)
  const shifted = BigInt(governor) << 96n
  const salt = `0x${(shifted ^ BigInt(hashDescription(description))).toString(16).padStart(64, '0')}` as Hex
  return keccak256(encodeAbiParameters(hashedOperation, [targets, values, calldatas, zero, salt]))
}
