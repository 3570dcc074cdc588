import type { Address, Hex } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import { AppError } from '../../domain/appError'
import { type Timepoint, toTimepoint } from '../../domain/timepoint'

// Readers of unknown JSON: each gives the value in its type, or throws `malformed` with the name of what is wrong.

function refuse(name: string, value: unknown): never {
  throw new AppError('malformed', `${name}: ${JSON.stringify(value)?.slice(0, 80)}`)
}

export function asRecord(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(name, value)
  return value as Record<string, unknown>
}

export function asList<Item>(value: unknown, name: string, parse: (item: Record<string, unknown>) => Item): Item[] {
  if (!Array.isArray(value)) return refuse(name, value)
  return value.map((item) => parse(asRecord(item, name)))
}

export function asText(value: unknown, name: string): string {
  return typeof value === 'string' ? value : refuse(name, value)
}

export function asBoolean(value: unknown, name: string): boolean {
  return typeof value === 'boolean' ? value : refuse(name, value)
}

export function asNumber(value: unknown, name: string): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : refuse(name, value)
}

/** GraphQL gives a `BigInt` as text and an `Int` as a number. */
export function asBigInt(value: unknown, name: string): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  return typeof value === 'string' && /^-?\d{1,78}$/.test(value) ? BigInt(value) : refuse(name, value)
}

export function asHex(value: unknown, name: string): Hex {
  return typeof value === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(value) ? (value as Hex) : refuse(name, value)
}

export function asAddress(value: unknown, name: string): Address {
  return typeof value === 'string' && isAddress(value, { strict: false }) ? getAddress(value) : refuse(name, value)
}

export function asTimepoint(value: unknown, name: string): Timepoint {
  return toTimepoint(asBigInt(value, name))
}

/** A value that may be null. */
export function orNull<Value>(
  value: unknown,
  name: string,
  parse: (value: unknown, name: string) => Value,
): Value | null {
  return value === null || value === undefined ? null : parse(value, name)
}
