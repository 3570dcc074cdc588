import type { Address, Hex } from 'viem'
import { getAddress, toFunctionSelector } from 'viem/utils'

const actions = 'address[],uint256[],bytes[],bytes32'
const signatures = {
  castVote: 'castVote(uint256,uint8)',
  castVoteWithReason: 'castVoteWithReason(uint256,uint8,string)',
  castVoteWithReasonAndParams: 'castVoteWithReasonAndParams(uint256,uint8,string,bytes)',
  castVoteBySig: 'castVoteBySig(uint256,uint8,address,bytes)',
  castVoteWithReasonAndParamsBySig: 'castVoteWithReasonAndParamsBySig(uint256,uint8,address,string,bytes,bytes)',
  /** Of the fourth version: cut into v, r and s, and without the voter. */
  castVoteBySigPlain: 'castVoteBySig(uint256,uint8,uint8,bytes32,bytes32)',
  castVoteWithReasonAndParamsBySigPlain:
    'castVoteWithReasonAndParamsBySig(uint256,uint8,string,bytes,uint8,bytes32,bytes32)',
  queue: `queue(${actions})`,
  execute: `execute(${actions})`,
  cancel: `cancel(${actions})`,
  /** Of `GovernorStorage`, which knows what it was asked to do. */
  queueById: 'queue(uint256)',
  executeById: 'execute(uint256)',
  cancelById: 'cancel(uint256)',
  delegate: 'delegate(address)',
  state: 'state(uint256)',
  proposalSnapshot: 'proposalSnapshot(uint256)',
} as const

/** A function that a governor, or its token, may have. */
export type Ability = keyof typeof signatures

/** Whether a contract has a function: by its code, or not to be told from it. */
export type Presence = 'present' | 'absent' | 'unknown'

export const abilities = Object.keys(signatures) as Ability[]

/** What was found of the code that runs at an address. */
export type Code = {
  /** What follows a PUSH in it and may be a selector. */
  readonly selectors: ReadonlySet<string>
  /** Whether it runs code of somebody else that was not found, so that what is absent in it may be there. */
  readonly isOpen: boolean
}

/** Whether a function is in the code; `unknown` where the code passes calls on to what was not found. */
export function findAbility({ selectors, isOpen }: Code, ability: Ability): Presence {
  if (selectors.has(toFunctionSelector(`function ${signatures[ability]}`))) return 'present'
  return isOpen ? 'unknown' : 'absent'
}

const push1 = 0x60
const push32 = 0x7f
const delegateCall = 0xf4

/**
 * What code compares a call's selector with stands in it after a PUSH4, or a shorter one where the selector begins with
 * zeros. What is no code (constants, metadata) may look like one: to be there is needed and not enough.
 */
export function readCode(code: Hex): { readonly selectors: ReadonlySet<string>; readonly delegates: boolean } {
  const bytes = toBytes(code)
  const found = new Set<string>()
  let delegates = false
  for (let at = 0; at < bytes.length; at += 1) {
    const operation = bytes[at]!
    if (operation === delegateCall) delegates = true
    if (operation < push1 || operation > push32) continue
    const length = operation - push1 + 1
    if (length === 3 || length === 4) found.add(toSelector(bytes.subarray(at + 1, at + 1 + length)))
    at += length
  }
  return { selectors: found, delegates }
}

// ERC-1167, as OpenZeppelin, Solady and others write it, with or without arguments behind it.
const minimal = [
  /^0x363d3d373d3d3d363d73([0-9a-f]{40})5af43d82803e903d91602b57fd5bf3/,
  /^0x3d3d3d3d363d3d37363d73([0-9a-f]{40})5af43d3d93803e602a57fd5bf3/,
  /^0x365f5f375f5f365f73([0-9a-f]{40})5af43d5f5f3e5f3d91602a57fd5bf3/,
]

/** The contract that a minimal proxy (ERC-1167) passes everything on to; null for any other code. */
export function readMinimalProxy(code: Hex): Address | null {
  for (const form of minimal) {
    const found = form.exec(code.toLowerCase())
    if (found) return getAddress(`0x${found[1]!}`)
  }
  return null
}

function toBytes(code: Hex): Uint8Array {
  const bytes = new Uint8Array((code.length - 2) / 2)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(code.slice(2 + at * 2, 4 + at * 2), 16)
  return bytes
}

function toSelector(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `0x${text.padStart(8, '0')}`
}
