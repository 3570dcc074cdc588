import { Bytes } from '@graphprotocol/graph-ts'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
/** Version 1, raw, sha2-256, of 32 bytes. */
const HEAD: u8[] = [0x01, 0x55, 0x12, 0x20]

/** The CID of the raw block that has this SHA-256: `b` and base32 in lower case, without padding. */
export function toCid(digest: Bytes): string {
  let cid = 'b'
  let bits: u32 = 0
  let held = 0
  for (let i = 0; i < HEAD.length + digest.length; i++) {
    bits = (bits << 8) | (i < HEAD.length ? HEAD[i] : digest[i - HEAD.length])
    held += 8
    while (held >= 5) {
      held -= 5
      cid += ALPHABET.charAt((bits >> held) & 31)
    }
    bits &= (1 << held) - 1
  }
  return held == 0 ? cid : cid + ALPHABET.charAt((bits << (5 - held)) & 31)
}
