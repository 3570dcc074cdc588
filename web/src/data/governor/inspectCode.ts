import type { Address, Hex } from 'viem'
import { getCode, getStorageAt } from 'viem/actions'
import { getAddress, parseAbi } from 'viem/utils'
import { type Code, findAbility, readCode, readMinimalProxy } from '../../domain/governor/code'
import type { ChainClient } from '../chain/createChainClient'
import { toAppError } from '../toAppError'
import { ask } from './ask'

// ERC-1967: where a proxy keeps the address of what it passes calls on to, or of the beacon that knows it.
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
const beaconSlot = '0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50'
const beaconAbi = parseAbi(['function implementation() view returns (address)'])
/** A proxy of a proxy is looked through; who builds more of them is left to be tried out. */
const deepest = 3

/**
 * The code that runs at an address, through proxies (ERC-1167, ERC-1967); null where there is none.
 *
 * @example const found = await inspectCode(client, governor)
 * @throws AppError
 */
export async function inspectCode(
  client: ChainClient,
  address: Address,
): Promise<{ readonly code: Code; readonly implementation: Address | null } | null> {
  try {
    const selectors = new Set<string>()
    let at = address
    for (let depth = 0; ; depth += 1) {
      const bytes = await getCode(client, { address: at })
      if (bytes === undefined || bytes === '0x') {
        // A proxy to nowhere has no function, whatever its own code is.
        return depth === 0 ? null : { code: { selectors, isOpen: false }, implementation: at }
      }
      const found = readCode(bytes)
      for (const selector of found.selectors) selectors.add(selector)
      const next = readMinimalProxy(bytes) ?? (found.delegates ? await findImplementation(client, at) : null)
      const implementation = at === address ? null : at
      if (next === null || depth === deepest) {
        // Code that passes calls on and is no governor by itself may be one through what was not found.
        const isItself = findAbility({ selectors, isOpen: false }, 'state') === 'present'
        return { code: { selectors, isOpen: found.delegates && !isItself }, implementation }
      }
      at = next
    }
  } catch (error) {
    throw toAppError(error)
  }
}

async function findImplementation(client: ChainClient, proxy: Address): Promise<Address | null> {
  const read = async (slot: Hex) => toAddress(await getStorageAt(client, { address: proxy, slot }))
  const direct = await read(implementationSlot)
  if (direct !== null) return direct
  const beacon = await read(beaconSlot)
  return beacon && ask<Address>(client, { address: beacon, abi: beaconAbi, functionName: 'implementation' })
}

function toAddress(word: Hex | undefined): Address | null {
  if (word === undefined || !/^0x0{24}[0-9a-f]{40}$/i.test(word) || /^0x0*$/.test(word)) return null
  return getAddress(`0x${word.slice(26)}`)
}
