import type { Hex } from 'viem'

/** A credential's proof as it was pasted, with or without `0x`, over one line or many; null where it is none. */
export function parseProof(text: string): Hex | null {
  const digits = text.replace(/\s+/g, '').replace(/^0x/i, '')
  return digits !== '' && digits.length % 2 === 0 && /^[0-9a-fA-F]+$/.test(digits) ? `0x${digits.toLowerCase()}` : null
}
