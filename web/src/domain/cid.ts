import type { Hex } from 'viem'
import { bytesToHex, hexToBytes, sha256 } from 'viem/utils'
import type { Branded } from './branded'

/** The name of one raw block: CIDv1, raw codec, sha2-256, base32 (`bafkrei…`). */
export type Cid = Branded<string, 'Cid'>

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
/** version 1 · raw 0x55 · sha2-256 0x12 · 32 bytes */
const prefix = [0x01, 0x55, 0x12, 0x20]

/** The CID of bytes. `computeCid(new Uint8Array())` is `bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku`. */
export function computeCid(bytes: Uint8Array): Cid {
  return toCid(sha256(bytes))
}

/** The CID of the bytes that have a SHA-256, as a registry keeps it. */
export function toCid(digest: Hex): Cid {
  return `b${encodeBase32([...prefix, ...hexToBytes(digest)])}` as Cid
}

/** The text as a CID, or null where it is not one of a raw block in the only form that we use. */
export function parseCid(text: string): Cid | null {
  return /^bafkrei[a-z2-7]{52}$/.test(text) ? (text as Cid) : null
}

/** The SHA-256 that a CID names; the inverse of {@link toCid}. */
export function toDigest(cid: Cid): Hex {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const letter of cid.slice(1)) {
    value = ((value << 5) | alphabet.indexOf(letter)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((value >>> bits) & 255)
  }
  return bytesToHex(Uint8Array.from(bytes.slice(prefix.length)))
}

function encodeBase32(bytes: readonly number[]): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      text += alphabet[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}
