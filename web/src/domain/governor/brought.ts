import type { Address } from 'viem'
import { getAddress, isAddress } from 'viem/utils'
import { cleanLine } from './foreignText'

/** A DAO of somebody else that the reader brought, remembered on this device. */
export type Brought = {
  readonly chainId: number
  readonly governor: Address
  /** As its governor said when it was brought; null where it has none. */
  readonly name: string | null
}

const most = 100

/** What was brought as text, and back; what does not read as one is left out. */
export function formatBrought(brought: readonly Brought[]): string {
  return JSON.stringify(brought.slice(0, most))
}

/** @see formatBrought */
export function parseBrought(text: string | null): Brought[] {
  let found: unknown
  try {
    found = JSON.parse(text ?? '[]')
  } catch {
    return [] // What cannot be read is brought again by whoever misses it.
  }
  if (!Array.isArray(found)) return []
  const seen = new Set<string>()
  return found.slice(0, most).flatMap((value: unknown) => {
    const { chainId, governor, name } = (value ?? {}) as Record<string, unknown>
    if (typeof chainId !== 'number' || !Number.isSafeInteger(chainId) || chainId <= 0) return []
    if (typeof governor !== 'string' || !isAddress(governor, { strict: false })) return []
    const key = nameBrought({ chainId, governor: governor as Address })
    if (seen.has(key)) return []
    seen.add(key)
    return [
      {
        chainId,
        governor: getAddress(governor.toLowerCase()),
        name: typeof name === 'string' ? cleanLine(name) : null,
      },
    ]
  })
}

/** One name for one governor, whatever its capitals. */
export function nameBrought({ chainId, governor }: Pick<Brought, 'chainId' | 'governor'>): string {
  return `${chainId}:${governor.toLowerCase()}`
}
