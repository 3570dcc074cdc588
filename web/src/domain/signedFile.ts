import type { Address, Hex } from 'viem'
import { getAddress, isAddress } from 'viem/utils'

/** What a file that somebody else carries says of itself. */
export type SignedFormat = { readonly format: string; readonly version: number; readonly about: string }

/** A signature with what was signed as a file: JSON that says what it is, and for which chain and contract. */
export function formatSignedFile(format: SignedFormat, content: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ ...format, ...content }, null, 2)}\n`
}

/** The inverse of {@link formatSignedFile}; null where a text is no such file. Nothing in it is believed yet. */
export function parseSignedFile({ format, version }: SignedFormat, text: string): Record<string, unknown> | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null // Not JSON: whoever asked is told that it is no such file.
  }
  if (typeof found !== 'object' || found === null) return null
  const record = found as Record<string, unknown>
  return record['format'] === format && record['version'] === version ? record : null
}

/** A whole number from 0 on; null where it is none. */
export function readCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** An address, whatever its capitals; null where it is none. */
export function readAccount(value: unknown): Address | null {
  return typeof value === 'string' && isAddress(value, { strict: false }) ? getAddress(value.toLowerCase()) : null
}

/** Bytes of a signature; null where there are none. */
export function readSignature(value: unknown): Hex | null {
  return typeof value === 'string' && /^0x([0-9a-fA-F]{2})+$/.test(value) ? (value as Hex) : null
}
