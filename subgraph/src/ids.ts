import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'

/** 32 bytes, big-endian, as Solidity encodes a uint256. */
export function toWord(value: BigInt): Bytes {
  const word = new Bytes(32)
  for (let i = 0; i < 32; i++) word[31 - i] = i < value.length ? value[i] : 0
  return word
}

export function isZero(bytes: Bytes): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] != 0) return false
  return true
}

/** Nobody, where an address is zero. */
export function orNull(account: Bytes): Bytes | null {
  if (isZero(account)) return null
  return account
}

/** For what happened once: transaction ++ log index. */
export function eventId(event: ethereum.Event): Bytes {
  return event.transaction.hash.concatI32(event.logIndex.toI32())
}

/** For what belongs to a numbered thing of a contract: address ++ number. */
export function numberedId(contract: Bytes, number: BigInt): Bytes {
  return contract.concat(toWord(number))
}

/** The number that some bytes of a word hold, big-endian. */
export function readNumber(word: Bytes, from: i32, to: i32): BigInt {
  const bytes = new Bytes(to - from)
  for (let i = from; i < to; i++) bytes[to - 1 - i] = i < word.length ? word[i] : 0
  return BigInt.fromUnsignedBytes(bytes)
}
