import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { getAccount } from '../support/chain.js'
import { readDocumentIn, readParameters } from '../../scripts/deploy/parameters.js'
import { parseParameters } from '../../web/src/domain/daoParameters.js'
import { ParameterError } from '../../web/src/domain/parameterError.js'

const lakeside = JSON.parse(readFileSync('scripts/seed/lakeside.json', 'utf8')) as Record<string, unknown>
const founders = lakeside['founders'] as string[]
const seats = lakeside['seats'] as Record<string, unknown> & { kinds: Record<string, Record<string, unknown>> }
/** The file's seats, with one kind's terms changed. */
const withKind = (kind: string, terms: unknown) => ({ seats: { ...seats, kinds: { ...seats.kinds, [kind]: terms } } })
const withFounder = (founder: unknown) => ({ founders: [...founders, founder] })
const folder = readDocumentIn('scripts/seed')
const zero = `0x${'0'.repeat(40)}`

const newcomer = getAccount(40).address
const manyFounders = (count: number) => Array.from({ length: count }, (_, index) => getAccount(index).address)

/** [what is wrong, the change that makes it so, the parameter that the refusal names]. */
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
  ['1,001 founders', { founders: manyFounders(1001) }, 'founders'],
  ['a founder who is an observer', withFounder({ account: newcomer, kind: 'observer', term: 0 }), 'founders[20].kind'],
  ['a founder without a kind', withFounder({ account: newcomer, term: 0 }), 'founders[20].kind'],
  [
    'a founder with a name',
    withFounder({ account: newcomer, kind: 'member', term: 0, name: 'A' }),
    'founders[20].name',
  ],
  [
    'a founder for longer than a century',
    withFounder({ account: newcomer, kind: 'member', term: 36_526 * 86_400 }),
    'founders[20].term',
  ],
  ['a founder twice, once as a steward', withFounder({ account: founders[0], kind: 'steward', term: 0 }), 'founders'],
  ['seats of no rules', { seats: null }, 'seats'],
  ['a rule of seats that there is not', { seats: { ...seats, burn: true } }, 'seats.burn'],
  ['a rule of transfers that there is not', { seats: { ...seats, transfer: 'sold' } }, 'seats.transfer'],
  ['several seats by a word', { seats: { ...seats, several: 'no' } }, 'seats.several'],
  ['a cap of more than a tenth', { seats: { ...seats, admissionShare: 9 } }, 'seats.admissionShare'],
  ['a cap that no word holds', { seats: { ...seats, admissionShare: 65_536 } }, 'seats.admissionShare'],
  ['a gate that there is not', { seats: { ...seats, gates: ['officers', 'friends'] } }, 'seats.gates[1]'],
  ['gates that are no list', { seats: { ...seats, gates: 'all' } }, 'seats.gates'],
  ['a kind that there is not', withKind('patron', { term: 0, selfRenewal: false }), 'seats.kinds.patron'],
  ['a kind without terms', withKind('observer', undefined), 'seats.kinds.observer'],
  [
    'a term of more than a century',
    withKind('steward', { term: 36_526 * 86_400, selfRenewal: true }),
    'seats.kinds.steward.term',
  ],
  ['a term that is not whole', withKind('member', { term: 0.5, selfRenewal: true }), 'seats.kinds.member.term'],
  ['renewal by a number', withKind('member', { term: 0, selfRenewal: 1 }), 'seats.kinds.member.selfRenewal'],
  ['no voting delay', { votingDelay: 0 }, 'votingDelay'],
  ['a voting delay of a month', { votingDelay: 30 * 86_400 }, 'votingDelay'],
  ['a voting period of an hour', { votingPeriod: 3600 }, 'votingPeriod'],
  ['a life that is too long', { votingDelay: 14 * 86_400, votingPeriod: 27 * 86_400 }, 'votingPeriod'],
  ['a threshold of zero', { proposalThreshold: 0 }, 'proposalThreshold'],
  ['a quorum of zero', { quorumNumerator: 0 }, 'quorumNumerator'],
  ['a quorum above one half', { quorumNumerator: 51 }, 'quorumNumerator'],
  ['a quorum that is not whole', { quorumNumerator: 12.5 }, 'quorumNumerator'],
  ['an extension of half an hour', { swingExtension: 1800 }, 'swingExtension'],
  ['an extension of 15 days', { votingPeriod: 20 * 86_400, swingExtension: 15 * 86_400 }, 'swingExtension'],
  ['an extension longer than the vote', { swingExtension: 6 * 86_400 }, 'swingExtension'],
  ['a lock window of a minute', { lockWindow: 60 }, 'lockWindow'],
  ['a lock window longer than half of the vote', { lockWindow: 3 * 86_400 }, 'lockWindow'],
  ['a lock window longer than any vote', { lockWindow: 31 * 86_400 }, 'lockWindow'],
  ['a limit below nothing', { proposalLimit: -1 }, 'proposalLimit'],
  ['a limit of eleven proposals', { proposalLimit: 11 }, 'proposalLimit'],
  ['half a proposal', { proposalLimit: 0.5 }, 'proposalLimit'],
  ['no timelock delay', { timelockDelay: 0 }, 'timelockDelay'],
  ['a timelock delay as a text', { timelockDelay: '172800' }, 'timelockDelay'],
  ['a grace of a day', { grace: 86_400 }, 'grace'],
  ['a guardian of two years', { guardian: { account: founders[0], term: 730 * 86_400 } }, 'guardian.term'],
  ['the zero address as guardian', { guardian: { account: zero, term: 86_400 } }, 'guardian.account'],
  ['a guardian with a key', { guardian: { account: founders[0], term: 86_400, key: '0x1' } }, 'guardian.key'],
  ['a charter that is not there', { charter: 'texts/none.md' }, 'charter'],
  ['a charter that is a folder', { charter: 'texts' }, 'charter'],
  ['an empty charter', { charter: '/dev/null' }, 'charter'],
  ['a charter that is no text', { charter: '../../docs/home.png' }, 'charter'],
  ['a charter of no words', { charter: '' }, 'charter'],
  ['a charter that is a number', { charter: 1 }, 'charter'],
  ['a digest of 31 bytes', { charter: `0x${'ab'.repeat(31)}` }, 'charter'],
  ['a digest of zero', { charter: `0x${'0'.repeat(64)}` }, 'charter'],
  ['an asset that is no address', { assets: ['LKD'] }, 'assets[0]'],
]

describe('parameters of a deployment', () => {
  it('accepts the seed', () => {
    const { founders, seats } = parseParameters(lakeside, folder)
    expect(founders).toHaveLength(20)
    expect(founders.filter(({ kind }) => kind === 'steward')).toHaveLength(3)
    expect(founders.filter(({ kind }) => kind === 'organisation')).toHaveLength(2)
    expect(seats).toMatchObject({ transfer: 'locked', several: false, gates: ['officers', 'invitations'] })
  })

  it('takes the digest of a charter where its text is kept elsewhere', () => {
    const digest = parseParameters(lakeside, folder).charter.digest
    const named = parseParameters({ ...lakeside, charter: `0x${digest.slice(2).toUpperCase()}` }, folder)
    expect(named.charter).toEqual({ digest, document: null })
  })

  it('takes the longest extension and window, and no limit', () => {
    const widest = { votingPeriod: 86_400, swingExtension: 86_400, lockWindow: 43_200, proposalLimit: 0 }
    expect(parseParameters({ ...lakeside, ...widest }, folder)).toMatchObject(widest)
  })

  it('takes an address alone for a member without a term, and as many founders as fit', () => {
    const [alone] = parseParameters({ ...lakeside, founders: manyFounders(1000) }, folder).founders
    expect(alone).toEqual({ account: getAccount(0).address, kind: 'member', term: 0 })
  })

  it('takes seats that are free, several to an account, for a century, by every gate and by none', () => {
    for (const gates of [['officers', 'invitations', 'lists', 'credentials'], []]) {
      const widest = { ...seats, transfer: 'free', several: true, admissionShare: 65_535, gates }
      const term = { term: 36_525 * 86_400, selfRenewal: true }
      const kinds = { ...seats.kinds, member: term }
      expect(parseParameters({ ...lakeside, seats: { ...widest, kinds } }, folder).seats).toEqual({ ...widest, kinds })
    }
  })

  it.each(bad)('refuses %s (T49)', (_, change, parameter) => {
    const refused = () => parseParameters({ ...lakeside, ...change }, folder)
    expect(refused).toThrow(ParameterError)
    expect(refused).toThrow(new RegExp(`^${parameter.replace(/[[\]]/g, '\\$&')}: `))
  })

  it.each(Object.keys(lakeside))('refuses a file without %s (T49)', (key) => {
    const { [key]: _, ...rest } = lakeside
    expect(() => parseParameters(rest, folder)).toThrow(`${key}: is missing`)
  })

  it('refuses what is not JSON, and what is not there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'althing-parameters-'))
    const path = join(folder, 'broken.json')
    writeFileSync(path, '{ "name": ')
    try {
      expect(() => readParameters(path)).toThrow(/^file: .* is not JSON/)
      expect(() => readParameters(join(folder, 'none.json'))).toThrow(/^file: .* cannot be read/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
