import {
  type Address,
  createClient,
  custom,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionResult,
  type Hex,
  parseAbi,
} from 'viem'
import { anvil } from 'viem/chains'
import { expect, test } from 'vitest'
import { getEnsName } from '../../../web/src/data/chain/getEnsName'

const resolver: Address = `0x${'ee'.repeat(20)}`
const account: Address = `0x${'ab'.repeat(20)}`
const other: Address = `0x${'cd'.repeat(20)}`
const abi = parseAbi([
  'function reverseWithGateways(bytes,uint256,string[]) view returns (string, address, address)',
  'function resolveWithGateways(bytes,bytes,string[]) view returns (bytes, address)',
])

/** A resolver that gives an account this name, and any name this owner. */
function connect(name: string, owner: Address) {
  const request = async ({ method, params }: { method: string; params: [{ to: Address; data: Hex }] }) => {
    if (method !== 'eth_call' || params[0].to !== resolver) throw new Error(method)
    const { functionName } = decodeFunctionData({ abi, data: params[0].data })
    if (functionName === 'reverseWithGateways')
      return encodeFunctionResult({ abi, functionName, result: [name, resolver, resolver] })
    const result = encodeAbiParameters([{ type: 'address' }], [owner])
    return encodeFunctionResult({ abi, functionName, result: [result, resolver] })
  }
  return createClient({ chain: anvil, transport: custom({ request: request as never }), ccipRead: false }) as never
}

test.each(['alice.eth', 'vote.lakeside.eth', '李明.eth', 'ærøskøbing.eth', '🌊.eth'])(
  '%s is shown: it is normalized and leads back',
  async (name) => expect(await getEnsName(connect(name, account), resolver, account)).toBe(name),
)

test('a name that leads to somebody else is not shown', async () => {
  expect(await getEnsName(connect('alice.eth', other), resolver, account)).toBeNull()
})

test('an account without a name has none', async () => {
  expect(await getEnsName(connect('', account), resolver, account)).toBeNull()
})

const [joiner, nonJoiner, space, noBreak, mark, hyphen] = ['\u200d', '\u200c', '\u200b', '\u00a0', '\u200e', '\u00ad']
const lookAlikes = [
  // Capitals, wide and styled letters.
  ...[
    'Alice.eth',
    'ALICE.eth',
    'alicE.eth',
    'alice.ETH',
    'aIice.eth',
    'ａｌｉｃｅ.eth',
    '𝐚𝐥𝐢𝐜𝐞.eth',
    '𝒶𝓁𝒾𝒸ℯ.eth',
    'ⓐlice.eth',
  ],
  // Another script's letters among ours, or a whole word of them.
  ...[
    'аlice.eth',
    'аlісе.eth',
    'alicе.eth',
    'αlice.eth',
    'aliϲe.eth',
    'аӏісе.eth',
    'vitаlik.eth',
    'օlga.eth',
    'ѕсоре.eth',
  ],
  // What cannot be seen.
  ...[joiner, nonJoiner, space, noBreak, mark, hyphen, '\u2060', '\ufeff', '\u180e'].map(
    (hidden) => `al${hidden}ice.eth`,
  ),
  // What turns the direction.
  ...['\u202ealice.eth', 'al\u202eeci.eth', '\u2066alice\u2069.eth', 'alice\u061c.eth'],
  // Marks that are composed otherwise, or piled up.
  ...['ali\u0301ce\u0301\u0301\u0301.eth', 'cafe\u0301.eth', 'a\u0308lice.eth'],
  // Dots, strokes and spaces that are none.
  ...['alice。eth', 'alice．eth', 'alice․eth', 'al ice.eth', 'alice..eth', '.alice.eth', "al'ice.eth", 'a_lice.eth'],
]

test('at least forty look-alikes were thought of', () => expect(new Set(lookAlikes).size).toBeGreaterThanOrEqual(40))

test.each(lookAlikes.map((name) => [JSON.stringify(name), name]))('%s is no name (T70)', async (_, name) => {
  expect(await getEnsName(connect(name, account), resolver, account)).toBeNull()
})
