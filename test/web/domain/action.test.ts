import fc from 'fast-check'
import type { Abi, AbiFunction, AbiParameter, Address, Hex } from 'viem'
import { encodeFunctionData, toFunctionSelector } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { decodeAction } from '../../../web/src/domain/action'
import type { Action } from '../../../web/src/domain/proposal'
import { deployments } from '../../../web/src/generated/deployments'
import { governorAbi } from '../../../web/src/generated/abi/governor'
import { membershipAbi } from '../../../web/src/generated/abi/membership'
import { erc1155Abi, erc20Abi, erc721Abi } from '../../../web/src/generated/abi/tokens'
import { treasuryAbi } from '../../../web/src/generated/abi/treasury'

const dao = deployments[31337]
const [token, , boat] = dao.assets
const payee: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const contracts: [Address, Abi][] = [
  [dao.governor, governorAbi],
  [dao.treasury, treasuryAbi],
  [dao.membership, membershipAbi],
  [token, erc20Abi],
]
const functions = contracts.flatMap(([target, abi]) =>
  abi.filter((item): item is AbiFunction => item.type === 'function').map((item) => ({ target, abi, item })),
)
const decode = (calldata: Hex, target: Address = token, value = 0n) => decodeAction({ target, value, calldata }, dao)
const toHex = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString('hex')}`

const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex)
/** Values of a Solidity type. */
function arbitrary({ type, ...rest }: AbiParameter): fc.Arbitrary<unknown> {
  const list = /^(.*)\[(\d*)\]$/.exec(type)
  if (list) return fc.array(arbitrary({ ...rest, type: list[1]! }), { maxLength: 3 })
  const integer = /^(u?)int(\d+)$/.exec(type)
  if (integer) {
    const bits = BigInt(integer[2]!)
    const whole = fc.bigInt({ min: 0n, max: 2n ** bits - 1n })
    return bits <= 48n ? whole.map(Number) : whole
  }
  if (type === 'address') return hex(20)
  if (type === 'bool') return fc.boolean()
  if (type === 'string') return fc.string({ unit: 'grapheme', maxLength: 40 })
  if (type === 'bytes') return fc.uint8Array({ maxLength: 70 }).map(toHex)
  const fixed = /^bytes(\d+)$/.exec(type)
  if (fixed) return hex(Number(fixed[1]))
  const { components } = rest as { components?: readonly AbiParameter[] }
  if (!components) throw new Error(`no values for ${type}`)
  return fc.record(Object.fromEntries(components.map((part) => [part.name!, arbitrary(part)])))
}
const call = fc
  .constantFrom(...functions)
  .chain(({ target, abi, item }) =>
    fc.tuple(...item.inputs.map(arbitrary)).map((args) => ({ target, abi, item, args: args as unknown[] })),
  )
const encode = ({ item, args }: { item: AbiFunction; args: unknown[] }): Hex =>
  encodeFunctionData({ abi: [item], functionName: item.name, args })
const kinds = ['payment', 'transfer', 'collectible', 'pieces', 'nothing', 'call', 'unknown']

describe('what an action would do', () => {
  it('is told for every function of every contract: encoded again it is the same bytes (T18)', () => {
    fc.assert(
      fc.property(call, (made) => {
        const calldata = encode(made)
        const decoded = decode(calldata, made.target)
        if (decoded.kind === 'transfer') {
          expect([decoded.to.toLowerCase(), decoded.amount]).toEqual(made.args)
          return
        }
        if (decoded.kind !== 'call') throw new Error(`${made.item.name} is ${JSON.stringify(decoded)}`)
        expect(decoded.functionName).toBe(made.item.name)
        expect(decoded.args.map(({ type }) => type)).toEqual(made.item.inputs.map(({ type }) => type))
        const again = encode({ item: made.item, args: decoded.args.map(({ value }) => value) })
        expect(again).toBe(calldata)
      }),
      { numRuns: 500 },
    )
  })

  it('is unknown, never hidden, where bytes follow the call (T19)', () => {
    fc.assert(
      fc.property(call, fc.uint8Array({ minLength: 1, maxLength: 64 }), (made, padding) => {
        const calldata: Hex = `${encode(made)}${toHex(padding).slice(2)}`
        const reason = made.args.length === 0 ? expect.any(String) : 'padding'
        expect(decode(calldata, made.target)).toEqual({ kind: 'unknown', reason })
      }),
    )
  })

  it('is unknown where an argument has bits that the call does not show (T19)', () => {
    const clean = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, 1n] })
    const dirty: Hex = `0x${clean.slice(2, 10)}01${clean.slice(12)}`
    expect(decode(dirty)).toEqual({ kind: 'unknown', reason: 'padding' })
  })

  it('is one row for each action, whatever the bytes, the target and the value (T19)', () => {
    const calldata = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map(toHex),
      fc
        .tuple(fc.constantFrom(...functions), fc.uint8Array({ maxLength: 300 }))
        .map(([{ item }, bytes]): Hex => `${toFunctionSelector(item)}${toHex(bytes).slice(2)}`),
    )
    const target = fc.oneof(
      fc.constantFrom<Address>(dao.governor, dao.treasury, dao.membership, token, boat),
      hex(20) as fc.Arbitrary<Address>,
    )
    const action: fc.Arbitrary<Action> = fc.record({
      target,
      value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      calldata,
    })
    fc.assert(
      fc.property(fc.array(action, { maxLength: 8 }), (actions) => {
        const rows = actions.map((one) => decodeAction(one, dao))
        expect(rows).toHaveLength(actions.length)
        for (const row of rows) expect(kinds).toContain(row.kind)
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['0xaa', 'short'],
    ['0xaabbcc', 'short'],
    ['0xdeadbeef', 'selector'],
    ['0xa9059cbb', 'arguments'],
    ['0xa9059cbb00', 'arguments'],
  ] as const)('%s is unknown: %s', (calldata, reason) => {
    expect(decode(calldata)).toEqual({ kind: 'unknown', reason })
    expect(decode(calldata, token, 5n)).toEqual({ kind: 'unknown', reason })
  })

  it('is a payment or nothing where there are no bytes', () => {
    expect(decode('0x', payee, 7n)).toEqual({ kind: 'payment', to: payee, amount: 7n })
    expect(decode('0x', payee)).toEqual({ kind: 'nothing', target: payee })
  })

  it('is a movement of a collectible only where it leaves the treasury', () => {
    for (const functionName of ['transferFrom', 'safeTransferFrom'] as const) {
      const out = encodeFunctionData({ abi: erc721Abi, functionName, args: [dao.treasury, payee, 3n] })
      expect(decode(out, boat)).toEqual({ kind: 'collectible', token: boat, to: payee, tokenId: 3n })
      expect(decode(out, boat, 1n)).toMatchObject({ kind: 'call', functionName })
      const other = encodeFunctionData({ abi: erc721Abi, functionName, args: [payee, dao.treasury, 3n] })
      expect(decode(other, boat)).toMatchObject({ kind: 'call', functionName })
    }
  })

  const one = (from: Address, data: Hex = '0x') =>
    encodeFunctionData({ abi: erc1155Abi, functionName: 'safeTransferFrom', args: [from, payee, 7n, 30n, data] })
  const batch = (ids: bigint[], amounts: bigint[]) =>
    encodeFunctionData({
      abi: erc1155Abi,
      functionName: 'safeBatchTransferFrom',
      args: [dao.treasury, payee, ids, amounts, '0x'],
    })

  it('is a movement of pieces of an ERC-1155 only where they leave the treasury and nothing goes along', () => {
    expect(decode(one(dao.treasury), boat)).toEqual({
      ...{ kind: 'pieces', token: boat, to: payee },
      pieces: [{ tokenId: 7n, amount: 30n }],
    })
    expect(decode(batch([7n, 2n, 7n], [30n, 1n, 0n]), boat)).toEqual({
      ...{ kind: 'pieces', token: boat, to: payee },
      pieces: [
        { tokenId: 7n, amount: 30n },
        { tokenId: 2n, amount: 1n },
        { tokenId: 7n, amount: 0n },
      ],
    })
    const shown = { kind: 'call', contract: 'collectible' }
    expect(decode(one(dao.treasury), boat, 1n)).toMatchObject(shown)
    expect(decode(one(payee), boat)).toMatchObject(shown)
    expect(decode(one(dao.treasury, '0x00'), boat)).toMatchObject(shown)
    expect(decode(batch([1n, 2n], [1n]), boat)).toMatchObject(shown)
    expect(decode(batch([], []), boat)).toMatchObject(shown)
  })

  it('is unknown where pieces are written in other bytes than those that are shown', () => {
    expect(decode(`${one(dao.treasury)}00`, boat)).toEqual({ kind: 'unknown', reason: 'padding' })
    // The word that says where the bytes begin, moved on by an empty word.
    const moved = one(dao.treasury).replace(/00a0(0{64})$/, `00c0${'0'.repeat(64)}$1`) as Hex
    expect(moved).not.toBe(one(dao.treasury))
    expect(decode(moved, boat)).toEqual({ kind: 'unknown', reason: 'padding' })
  })

  it('is read with the ABI of the part that is called, however its address is written', () => {
    const admit = encodeFunctionData({ abi: membershipAbi, functionName: 'admit', args: [payee, 0, 0] })
    const target = dao.membership.toLowerCase() as Address
    expect(decode(admit, target)).toMatchObject({ kind: 'call', contract: 'membership', functionName: 'admit' })
    expect(decode(admit, dao.treasury)).toEqual({ kind: 'unknown', reason: 'selector' })
    const transfer = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, 1n] })
    expect(decode(transfer, dao.governor)).toEqual({ kind: 'unknown', reason: 'selector' })
  })
})
