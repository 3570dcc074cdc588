import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, parseConfiguration } from '../../../web/src/domain/parseConfiguration'

const local = () => JSON.parse(readFileSync('web/config/local.json', 'utf8')) as { chains: [Record<string, unknown>] }
const address = '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0'

/** The configuration with one field of its chain, or of itself, otherwise. */
const withChain = (fields: object) => ({ ...local(), chains: [{ ...local().chains[0], ...fields }] })
const without = (field: string) => {
  const { [field]: _, ...rest } = local().chains[0]
  return { ...local(), chains: [rest] }
}

describe('a configuration', () => {
  it('that is committed is one', () => {
    expect(parseConfiguration(local())).toEqual(local())
  })

  it('may name a chain without a coin, and what is optional', () => {
    const more = { coin: null, ens: address, factory: address, multicall3: address, subgraph: null, explorer: null }
    expect(parseConfiguration(withChain(more)).chains[0]).toMatchObject(more)
    const development = { genesisHash: `0x${'a'.repeat(64)}`, mnemonic: 'test', accounts: 3, clock: false }
    expect(parseConfiguration({ ...local(), development }).development).toEqual(development)
  })

  it.each([
    [[], ': is not an object'],
    [{ ...local(), home: undefined }, 'home: is not an object'],
    [{ ...local(), chains: [] }, 'chains: is empty'],
    [{ ...local(), theme: 'dark' }, 'theme: is no field'],
    [{ ...local(), home: { chain: 5 } }, 'home.chain: is no chain of the list: 31337'],
    [{ ...local(), home: { chain: 31337, governor: '0x1' } }, 'home.governor: is not an address'],
    [{ ...local(), chains: [local().chains[0], local().chains[0]] }, 'chains[1].id: is that of another chain'],
    [without('coin'), 'chains[0].coin: is missing'],
    [without('rpcs'), 'chains[0].rpcs: is missing'],
    [withChain({ rpcs: [] }), 'chains[0].rpcs: is empty'],
    [withChain({ rpcs: ['ftp://a'] }), 'chains[0].rpcs[0]: is not a URL'],
    [withChain({ rpcs: ['https://me:secret@a'] }), 'chains[0].rpcs[0]: holds a password'],
    [withChain({ explorer: 'https://a/' }), 'chains[0].explorer: ends with a slash'],
    [withChain({ coin: { symbol: 'X' } }), 'chains[0].coin.decimals: is missing'],
    [withChain({ coin: { symbol: 'X', decimals: 1.5 } }), 'chains[0].coin.decimals: is not a whole number'],
    [withChain({ multicall: address }), 'chains[0].multicall: is no field'],
    [withChain({ factory: address.replace('9fE', '9FE') }), 'chains[0].factory: is not an address'],
    [withChain({ id: '1' }), 'chains[0].id: is not a whole number'],
    [{ ...local(), development: { mnemonic: 'x', accounts: 1 } }, 'development.genesisHash: is missing'],
  ])('is refused by the field that is wrong: %#', (json, message) => {
    expect(() => parseConfiguration(json)).toThrow(ConfigurationError)
    expect(() => parseConfiguration(json)).toThrow(message)
  })
})
