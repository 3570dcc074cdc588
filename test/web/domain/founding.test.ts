import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DaoDraft,
  emptyDao,
  findPreset,
  judgeDraft,
  listOpenSteps,
  parseKept,
  presetNames,
  presets,
  readChoices,
  readDraft,
  writeDraft,
} from '../../../web/src/domain/daoDraft'
import { bounds, checkParameters } from '../../../web/src/domain/daoParameters'
import { formatDays, formatHours, parseDays, parseHours } from '../../../web/src/domain/dayText'
import { addFounderLines, changeFounderLine, formatFounder, readFounders } from '../../../web/src/domain/founderList'
import { countGateSeats, foresee } from '../../../web/src/domain/founding'
import { getOutcome } from '../../../web/src/domain/outcome'
import type { Votes } from '../../../web/src/domain/proposal'
import { computeQuorum } from '../../../web/src/domain/quorum'
import { getAccount } from '../../support/chain'

const day = 86_400
const accounts = Array.from({ length: 60 }, (_, index) => getAccount(index).address)
const listOf = (count: number) => accounts.slice(0, count).join('\n')
const whole: DaoDraft = {
  ...emptyDao,
  name: 'Ferry Friends',
  symbol: 'FERRY',
  charter: '# Charter\n\nWe keep the ferry.',
  founders: listOf(12),
}
const problemsOf = (part: Partial<DaoDraft>) =>
  judgeDraft({ ...whole, ...part }).problems.map(({ parameter, reason }) => [parameter, reason.kind])

describe('what a founding comes to', () => {
  const circle = { ...presets.circle }
  const of = (count: number, part: Partial<DaoDraft> = {}) =>
    foresee(readChoices({ ...whole, ...circle, founders: listOf(count), ...part })!)

  it('says of twelve in a small circle what the example says', () => {
    const { quorum, earliest, attack, blocking, first, later, batches } = of(12)
    expect({ quorum, earliest, blocking, first, later, batches }).toEqual({
      ...{ quorum: 4n, earliest: BigInt(6 * day), blocking: 6n },
      ...{ first: 8, later: 4, batches: 1 },
    })
    expect(attack).toEqual({ seats: 7n, of: 12n, unopposed: 4n, after: BigInt(6 * day), guarded: null })
  })

  it('counts the quorum’s floor: of three all three, where two would outnumber one', () => {
    expect(of(3).attack).toMatchObject({ seats: 3n, unopposed: 3n })
    expect(of(4).attack).toMatchObject({ seats: 3n, unopposed: 3n })
  })

  it('says what the first can do before the list is seated, and nothing where all are seated at once', () => {
    expect(of(8).early).toBeNull()
    expect(of(9).early).toMatchObject({ seats: 5n, of: 8n })
    expect(of(59)).toMatchObject({ later: 51, batches: 2 })
  })

  it('counts a guardian as one more vote, or as its term where that is shorter', () => {
    const guarded = (guardianTerm: string) =>
      of(12, { hasGuardian: true, guardian: accounts[0]!, guardianTerm }).attack.guarded
    expect(guarded('180')).toBe(BigInt(12 * day))
    expect(guarded('2')).toBe(BigInt(8 * day))
  })

  it('names the fewest who win against all others, and who lose with one fewer (law)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60 }), fc.integer({ min: 1, max: 50 }), (count, numerator) => {
        const { attack, blocking } = of(count, { quorumNumerator: String(numerator) })
        const seats = BigInt(count)
        const quorum = computeQuorum(seats, BigInt(numerator))
        const passes = (inFavour: bigint, against: bigint) =>
          getOutcome({ for: inFavour as Votes, against: against as Votes, abstain: 0n as Votes }, quorum).passes
        expect(passes(attack.seats, seats - attack.seats)).toBe(true)
        expect(passes(attack.seats - 1n, seats - attack.seats + 1n)).toBe(false)
        expect(passes(attack.unopposed, 0n)).toBe(true)
        expect(passes(attack.unopposed - 1n, 0n)).toBe(false)
        expect(passes(seats - blocking, blocking)).toBe(false)
        expect(attack.unopposed).toBeLessThanOrEqual(attack.seats)
      }),
    )
  })

  it('lets one through the gates at least', () => {
    expect([countGateSeats(9, 10), countGateSeats(25, 10), countGateSeats(12, 65_535)]).toEqual([1n, 2n, 1n])
  })
})

describe('a draft of a DAO', () => {
  it('can be made with each preset, and is found again as that one', () => {
    for (const name of presetNames) {
      expect(problemsOf(presets[name])).toEqual([])
      expect(findPreset({ ...whole, ...presets[name] })).toBe(name)
    }
    expect(findPreset({ ...whole, quorumNumerator: '21' })).toBeNull()
  })

  it('names each problem where it is, and all at once', () => {
    expect(problemsOf({ name: '湖畔合作社湖畔合作社一', symbol: '', votingPeriod: 'a week' })).toEqual([
      ['votingPeriod', 'whole'],
      ['name', 'bytes'],
      ['symbol', 'empty'],
    ])
    expect(problemsOf({ charter: ' ' })).toEqual([['charter.text', 'size']])
    expect(problemsOf({ hasGuardian: true, guardian: accounts[0]!, guardianTerm: '366' })).toEqual([
      ['guardian.term', 'bounds'],
    ])
    expect(problemsOf({ founders: listOf(2) })).toEqual([['founders', 'bounds']])
    expect(problemsOf({ assets: `${accounts[0]} ${accounts[0]}` })).toEqual([['assets', 'twice']])
  })

  it('checks choices against each other, at their edges', () => {
    expect(problemsOf({ votingDelay: '14', votingPeriod: '26' })).toEqual([])
    expect(problemsOf({ votingDelay: '14', votingPeriod: '26:00' }).map(([name]) => name)).toContain('swingExtension')
    expect(problemsOf({ votingDelay: '14', votingPeriod: '624:01' })).toEqual([['votingPeriod', 'life']])
    expect(problemsOf({ votingPeriod: '3', lockWindow: '36' })).toEqual([])
    expect(problemsOf({ votingPeriod: '3', lockWindow: '36:01' })).toEqual([['lockWindow', 'lock']])
    expect(problemsOf({ votingPeriod: '1', swingExtension: '24' })).toEqual([])
    expect(problemsOf({ votingPeriod: '1', swingExtension: '25' })).toEqual([['swingExtension', 'swing']])
  })

  it('says in which steps something is missing', () => {
    const open = (part: Partial<DaoDraft>) => [...listOpenSteps(judgeDraft({ ...whole, ...part }))]
    expect(open({})).toEqual([])
    expect(open({ name: '', lockWindow: '1000', assets: '0x12' })).toEqual(['deciding', 'who', 'assets'])
    expect(open({ founders: `${listOf(5)}\nAda` })).toEqual(['members'])
    expect(open({ admissionShare: '9' })).toEqual(['stopping'])
  })

  it('is the same when its file is loaded again, whole or not', () => {
    for (const draft of [
      whole,
      { ...whole, name: '', founders: `${accounts[0]}, steward, 730\nAda Lovelace\n${accounts[1]}, member, 1.5` },
      { ...whole, hasGuardian: true, guardian: accounts[7]!, guardianTerm: '12:30', votingDelay: 'soon' },
      { ...whole, transfer: 'free' as const, several: true, gates: [], assets: `${accounts[3]}\n${accounts[4]}` },
    ]) {
      const file = JSON.parse(JSON.stringify(writeDraft(draft))) as unknown
      expect(readDraft(file)).toEqual({ draft, charterPath: null })
    }
  })

  it('takes the file of the seed, but for the charter that it names by a path', () => {
    const seed = JSON.parse(readFileSync('scripts/seed/lakeside.json', 'utf8')) as Record<string, unknown>
    const { draft, charterPath } = readDraft(seed)
    expect(charterPath).toBe('texts/charter.md')
    expect(judgeDraft(draft).problems.map(({ parameter }) => parameter)).toEqual(['charter.text'])
    const document = new Uint8Array([65])
    const withText = checkParameters(writeDraft({ ...draft, charter: 'A' }), () => document).parameters
    const { charter: _, ...others } = checkParameters(seed, () => document).parameters!
    expect(withText).toMatchObject(others)
  })

  it.each([
    ['no object', []],
    ['another file', { list: 1, seats: [] }],
    ['a file that lacks something', { name: 'A' }],
  ])('refuses %s', (_, json) => {
    expect(() => readDraft(json)).toThrow()
  })

  it('keeps what it reads of storage, and is empty where that is nothing', () => {
    const changed: DaoDraft = { ...whole, gates: [], several: true, transfer: 'approved' }
    expect(parseKept(JSON.stringify(changed))).toEqual(changed)
    expect(parseKept('{"name":1,"gates":"all","terms":null,"transfer":"sold"}')).toEqual(emptyDao)
    expect(parseKept('no json')).toEqual(emptyDao)
    expect(parseKept(null)).toEqual(emptyDao)
  })
})

describe('days and hours as they are typed', () => {
  it('reads and writes', () => {
    expect([parseDays('6'), parseDays('1.5'), parseDays('36:00'), parseDays(' 0:30 ')]).toEqual([
      6 * day,
      1.5 * day,
      1.5 * day,
      1800,
    ])
    expect(['', 'a', '-1', '1,5', '1.00001', '1e3'].map(parseDays)).toEqual([null, null, null, null, null, null])
    expect([formatDays(day), formatDays(1.5 * day), formatDays(1800), formatDays(100_000)]).toEqual([
      ...['1', '1.5', '0:30', '27:46:40'],
    ])
  })

  it('reads what it wrote (law)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bounds.term[1] }), (seconds) => {
        expect(parseDays(formatDays(seconds))).toBe(seconds)
        const hours = seconds % bounds.lockWindow[1]
        expect(parseHours(formatHours(hours))).toBe(hours)
      }),
    )
  })
})

describe('the list of founders', () => {
  const [ada, ben, cleo] = accounts as [string, string, string]
  const broken = ada.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
  const text = `\uFEFFaddress,kind,term\n${ada}; steward; 730\n\n# friends\n${ben} 机构\n${cleo}, member, Cleo\n${broken}\nBen\n${ada}\n${accounts[5]}, observer\n${accounts[6]}, king\n${accounts[7]}, member, 99999`

  it('reads each line, and says of each wrong one why', () => {
    expect(readFounders(text).map(({ line, founder, problem }) => [line, problem ?? founder])).toEqual([
      [2, { account: ada, kind: 'steward', term: 730 * day }],
      [5, { account: ben, kind: 'organisation', term: 0 }],
      [6, { account: cleo, kind: 'member', term: 0 }],
      [7, 'checksum'],
      [8, 'address'],
      [9, 'duplicate'],
      [10, 'observer'],
      [11, 'kind'],
      [12, 'term'],
    ])
  })

  it('writes a founder as it reads one', () => {
    for (const { founder } of readFounders(text).slice(0, 3)) {
      expect(readFounders(formatFounder(founder!))[0]!.founder).toEqual(founder)
    }
  })

  it('changes one line, takes one away, adds some', () => {
    expect(changeFounderLine('a\nb\nc', 2, 'x')).toBe('a\nx\nc')
    expect(changeFounderLine('a\nb\nc', 1, null)).toBe('b\nc')
    expect(addFounderLines('', ' a\n')).toBe('a')
    expect(addFounderLines('a\n\n', 'b\nc')).toBe('a\nb\nc')
  })
})
