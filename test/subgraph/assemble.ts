import { concatHex, encodeAbiParameters, numberToHex, pad, size, type Address, type Hex } from 'viem'

/** Code that deploys `runtime`: `PUSH2 size DUP1 PUSH1 11 PUSH0 CODECOPY PUSH0 RETURN`. */
export function toInitcode(runtime: Hex): Hex {
  return concatHex(['0x61', numberToHex(size(runtime), { size: 2 }), '0x80600a5f395ff3', runtime])
}

/**
 * A contract that makes any call it is told to, and reverts as that call does.
 *
 * `calldatacopy(0, 64, n) call(gas, word 0, word 1, 0, n, 0, 0) returndatacopy(0, 0, all)`, then `return` or `revert`.
 */
export const forwarder: Hex = concatHex([
  '0x604036038060405f37', // n on the stack
  '0x5f5f91', // 0 0 n
  '0x5f', // offset of the input
  '0x602035', // value
  '0x5f35', // target
  '0x5af1', // gas call
  '0x3d5f5f3e', // returndatacopy
  '0x601e573d5ffd', // jump when it succeeded, else revert
  '0x5b3d5ff3',
])

export function encodeForward(target: Address, value: bigint, data: Hex): Hex {
  return concatHex([pad(target), numberToHex(value, { size: 32 }), data])
}

/**
 * A contract that writes any log it is told to: word 0 is the number of topics, words 1 to 4 are the topics, the data
 * follows.
 */
export const emitter: Hex = (() => {
  const head = '60a036038060a05f375f35' // copies the data; stack: size, count
  const test = (count: number, target: number) => `8060${hex(count)}1460${hex(target)}57`
  const body = (count: number) => {
    const topics = [4, 3, 2, 1].filter((topic) => topic <= count).map((topic) => `60${hex(topic * 32)}35`)
    return `5b${topics.join('')}${hex(0x80 + count + 1)}5f${hex(0xa0 + count)}00`
  }
  const start = head.length / 2 + 5 * (test(0, 0).length / 2) + 1
  const counts = [0, 1, 2, 3, 4]
  const targets = counts.map((count) => counts.slice(0, count).reduce((sum, c) => sum + body(c).length / 2, start))
  return `0x${head}${counts.map((count) => test(count, targets[count]!)).join('')}00${counts.map(body).join('')}` as Hex
})()

function hex(value: number): string {
  return value.toString(16).padStart(2, '0')
}

export function encodeLog(topics: readonly Hex[], data: Hex): Hex {
  const words = [0, 1, 2, 3].map((i) => pad(topics[i] ?? '0x'))
  return concatHex([encodeAbiParameters([{ type: 'uint256' }], [BigInt(topics.length)]), ...words, data])
}

/**
 * A verifier of credentials to which the first word of any proof is a credential: `verify(address,bytes)` returns
 * `calldataload(100)`.
 */
export const verifier: Hex = '0x6064355f5260205ff3'
