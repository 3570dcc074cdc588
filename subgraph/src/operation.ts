import { Address, BigInt, Bytes, ByteArray, crypto, ethereum } from '@graphprotocol/graph-ts'
import { toWord } from './ids'

/**
 * The id under which GovernorTimelockControl schedules a proposal: `TimelockController.hashOperationBatch` with no
 * predecessor and the salt `bytes20(governor) ^ descriptionHash`.
 */
export function hashOperation(
  governor: Bytes,
  targets: Array<Address>,
  values: Array<BigInt>,
  calldatas: Array<Bytes>,
  descriptionHash: Bytes,
): Bytes {
  const salt = new Bytes(32)
  for (let i = 0; i < 32; i++) salt[i] = i < 20 ? governor[i] ^ descriptionHash[i] : descriptionHash[i]
  const parameters = new ethereum.Tuple()
  parameters.push(ethereum.Value.fromAddressArray(targets))
  parameters.push(ethereum.Value.fromUnsignedBigIntArray(values))
  parameters.push(ethereum.Value.fromBytesArray(calldatas))
  parameters.push(ethereum.Value.fromFixedBytes(toWord(BigInt.zero())))
  parameters.push(ethereum.Value.fromFixedBytes(salt))
  const encoded = ethereum.encode(ethereum.Value.fromTuple(parameters))
  if (encoded === null) return toWord(BigInt.zero())
  // One tuple is encoded with a word of its offset before it; several parameters are not.
  return Bytes.fromByteArray(crypto.keccak256(changetype<ByteArray>(encoded.subarray(32))))
}

/** The bytes of the description in a ProposalCreated log, as they are; null where the log is not at hand. */
export function findDescription(event: ethereum.Event): Bytes | null {
  const receipt = event.receipt
  if (receipt === null) return null
  for (let i = 0; i < receipt.logs.length; i++) {
    const log = receipt.logs[i]
    if (log.logIndex != event.logIndex) continue
    const decoded = ethereum.decode(
      '(uint256,address,address[],uint256[],bytes[],bytes[],uint256,uint256,bytes)',
      toWord(BigInt.fromI32(32)).concat(log.data),
    )
    return decoded === null ? null : decoded.toTuple()[8].toBytes()
  }
  return null
}
