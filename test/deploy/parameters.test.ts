import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ParameterError, parseParameters, readParameters } from '../../scripts/deploy/parameters.js'

const lakeside = JSON.parse(readFileSync('scripts/seed/lakeside.json', 'utf8')) as Record<string, unknown>
const founders = lakeside['founders'] as string[]
const zero = `0x${'0'.repeat(40)}`

/** [what is wrong, the change that makes it so, the parameter that the refusal names]. T49. */
const bad: [string, Record<string, unknown>, string][] = [
  ['an unknown key', { colour: 'blue' }, 'colour'],
  ['an empty name', { name: '' }, 'name'],
  ['a name of spaces', { name: '   ' }, 'name'],
  ['a name of 33 bytes in 11 characters', { name: '湖畔公社湖畔公社湖畔公' }, 'name'],
  ['a name that ends with a space', { name: 'Lakeside ' }, 'name'],
  ['a symbol that is too long', { symbol: 'LAKESIDECOMMONS' }, 'symbol'],
  ['two founders', { founders: founders.slice(0, 2) }, 'founders'],
  ['a founder twice', { founders: [...founders, founders[0]] }, 'founders'],
  ['the zero address as founder', { founders: [...founders, zero] }, 'founders[20]'],
  ['a founder with a wrong checksum', { founders: [...founders, `0xF${founders[0]!.slice(3)}`] }, 'founders[20]'],
  ['founders that are no list', { founders: 'all' }, 'founders'],
  ['no voting delay', { votingDelay: 0 }, 'votingDelay'],
  ['a voting delay of a month', { votingDelay: 30 * 86_400 }, 'votingDelay'],
  ['a voting period of an hour', { votingPeriod: 3600 }, 'votingPeriod'],
  ['a life that is too long', { votingDelay: 14 * 86_400, votingPeriod: 27 * 86_400 }, 'votingPeriod'],
  ['a threshold of zero', { proposalThreshold: 0 }, 'proposalThreshold'],
  ['a quorum of zero', { quorumNumerator: 0 }, 'quorumNumerator'],
  ['a quorum above one half', { quorumNumerator: 51 }, 'quorumNumerator'],
  ['a quorum that is not whole', { quorumNumerator: 12.5 }, 'quorumNumerator'],
  ['no timelock delay', { timelockDelay: 0 }, 'timelockDelay'],
  ['a timelock delay as a text', { timelockDelay: '172800' }, 'timelockDelay'],
  ['a grace of a day', { grace: 86_400 }, 'grace'],
  ['a guardian of two years', { guardian: { account: founders[0], term: 730 * 86_400 } }, 'guardian.term'],
  ['the zero address as guardian', { guardian: { account: zero, term: 86_400 } }, 'guardian.account'],
  ['a guardian with a key', { guardian: { account: founders[0], term: 86_400, key: '0x1' } }, 'guardian.key'],
  ['an asset that is no address', { assets: ['LKD'] }, 'assets[0]'],
]

describe('parameters of a deployment', () => {
  it('accepts the seed', () => {
    expect(parseParameters(lakeside).founders).toHaveLength(20)
  })

  it.each(bad)('refuses %s', (_, change, parameter) => {
    const refused = () => parseParameters({ ...lakeside, ...change })
    expect(refused).toThrow(ParameterError)
    expect(refused).toThrow(new RegExp(`^${parameter.replace(/[[\]]/g, '\\$&')}: `))
  })

  it.each(Object.keys(lakeside))('refuses a file without %s', (key) => {
    const { [key]: _, ...rest } = lakeside
    expect(() => parseParameters(rest)).toThrow(`${key}: is missing`)
  })

  it('refuses what is not JSON, and what is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'althing-parameters-'))
    const path = join(folder, 'broken.json')
    writeFileSync(path, '{ "name": ')
    expect(() => readParameters(path)).toThrow(/^file: .* is not JSON/)
    expect(() => readParameters(join(folder, 'none.json'))).toThrow(/^file: .* cannot be read/)
  })
})
