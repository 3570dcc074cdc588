import type { Address, Hex } from 'viem'
import { getAddress, keccak256 } from 'viem/utils'

/** Where a compiler's code holds what is only known when it is deployed: first byte and number of bytes. */
export type Immutable = readonly [start: number, length: number]

/** The hash of a contract's code with the immutables zero, to be compared with the compiler's. */
export function hashCode(code: Hex, immutables: readonly Immutable[]): Hex {
  let text = code.slice(2)
  for (const [start, length] of immutables) {
    text = text.slice(0, start * 2) + '0'.repeat(length * 2) + text.slice((start + length) * 2)
  }
  return keccak256(`0x${text}`)
}

/** A clone (ERC-1167): whose code it runs, and the words behind its own (`Clones.cloneWithImmutableArgs`). */
export type Clone = { readonly implementation: Address; readonly words: readonly Hex[] }

/** Reads a contract's code as a clone's; null where it is none. */
export function readClone(code: Hex): Clone | null {
  const found = /^0x363d3d373d3d3d363d73([0-9a-f]{40})5af43d82803e903d91602b57fd5bf3((?:[0-9a-f]{64})*)$/.exec(code)
  if (!found) return null
  const words = found[2]!.match(/.{64}/g) ?? []
  return { implementation: getAddress(`0x${found[1]}`), words: words.map((word): Hex => `0x${word}`) }
}
