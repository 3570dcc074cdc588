import fc from 'fast-check'
import { sha256, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { decodeAction } from '../../../web/src/domain/action'
import { emptyDraft, findDraftProblems, parseDraft } from '../../../web/src/domain/draft'
import { computeListRoot, parseListDocument } from '../../../web/src/domain/memberList'
import {
  emptySeatAct,
  parseDay,
  parseSeatAct,
  pickListNumber,
  type SeatActDraft,
  seatActFields,
  seatActs,
} from '../../../web/src/domain/seatAct'
import { toTimepoint } from '../../../web/src/domain/timepoint'
import { deployments } from '../../../web/src/generated/deployments'

const dao = deployments[31337]
const payee = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const earliest = toTimepoint(1_800_000_000n) // 2027-01-15
const context = {
  dao,
  earliest,
  lists: [
    { number: 2n, end: earliest },
    { number: 1n, end: null },
  ],
}
const until = 1_830_297_599 // 2027-12-31 23:59:59
const typed: SeatActDraft = {
  ...emptySeatAct,
  account: payee,
  seat: '7',
  until: '2027-12-31',
  listNumber: '2',
  list: `${payee}\n${dao.assets[0]}, steward`,
}
const parse = (part: Partial<SeatActDraft>) => parseSeatAct({ ...typed, ...part }, context)
const decode = (part: Partial<SeatActDraft>) => {
  const parsed = parse(part)
  if (parsed.status === 'wrong') return parsed.problem
  const decoded = decodeAction(parsed.action, dao)
  if (decoded.kind !== 'call') return decoded.kind
  return [`${decoded.contract}.${decoded.functionName}`, ...decoded.args.map(({ value }) => value)]
}

describe('an act', () => {
  it.each([
    [{ act: 'admit', kind: 'steward' }, ['membership.admit', payee, 1, until]],
    [{ act: 'admit', kind: 'observer', until: '' }, ['observers.admit', payee, 3, 0]],
    [{ act: 'renew' }, ['membership.renew', 7n, until]],
    [{ act: 'renew', seat: 'o7', until: '' }, ['observers.renew', 7n, 0]],
    [{ act: 'revoke' }, ['membership.revoke', 7n]],
    [{ act: 'revoke', seat: 'O2' }, ['observers.revoke', 2n]],
    [{ act: 'changeKind', kind: 'organisation' }, ['membership.changeKind', 7n, 2]],
    [{ act: 'recover' }, ['recovery.startRecovery', 7n, payee]],
    [{ act: 'openGate', gate: 'lists' }, ['gates.openGate', 2]],
    [{ act: 'closeGate', gate: 'officers' }, ['gates.closeGate', 0]],
    [
      { act: 'setOfficer', allowance: '12', kinds: ['member', 'observer'] },
      ['gates.setOfficer', payee, { allowance: 12, until, kinds: 9 }],
    ],
    [{ act: 'endOfficer' }, ['gates.setOfficer', payee, { allowance: 0, until: 0, kinds: 0 }]],
    [{ act: 'closeList' }, ['gates.closeList', 2n]],
    [
      { act: 'setTerms', kind: 'member', days: '30', selfRenewal: true },
      ['gates.setTerms', 0, { term: 2_592_000, selfRenewal: true }],
    ],
    [
      { act: 'setSeatRules', transferRule: 'approved', severalSeats: true, share: '25' },
      ['membership.setRules', { transferRule: 1, severalSeats: true, admissionShare: 25 }],
    ],
  ] as [Partial<SeatActDraft>, unknown[]][])('%o is that call', (part, call) => {
    expect(decode(part)).toEqual(call)
  })

  it.each([
    [{ act: 'admit', account: '0x1' }, 'account'],
    [{ act: 'admit', account: payee.replace('C5', 'c5') }, 'account'],
    [{ act: 'admit', account: dao.gates }, 'accountDao'],
    [{ act: 'admit', until: '2027-01-14' }, 'untilPast'],
    [{ act: 'admit', until: '2027-02-30' }, 'untilNoDate'],
    [{ act: 'admit', until: '2199-02-01' }, 'untilFar'],
    [{ act: 'revoke', seat: 'seven' }, 'seat'],
    [{ act: 'changeKind', kind: 'observer' }, 'observerKind'],
    [{ act: 'changeKind', seat: 'o7' }, 'observerKind'],
    [{ act: 'recover', seat: 'o7' }, 'observerRecovery'],
    [{ act: 'setOfficer', allowance: '0' }, 'allowance'],
    [{ act: 'setOfficer', allowance: '1.5' }, 'allowance'],
    [{ act: 'setOfficer', kinds: [] }, 'kinds'],
    [{ act: 'setOfficer', until: '' }, 'untilMissing'],
    [{ act: 'openList', list: ' ' }, 'listEmpty'],
    [{ act: 'openList', list: 'Ada' }, 'listErrors'],
    [{ act: 'openList', until: '' }, 'untilMissing'],
    [{ act: 'openList', until: '2028-06-01' }, 'untilFar'],
    [{ act: 'closeList', listNumber: '3' }, 'listNone'],
    [{ act: 'closeList', listNumber: '1' }, 'listNone'],
    [{ act: 'closeList', listNumber: '0' }, 'listNumber'],
    [{ act: 'openList', listNumber: '' }, 'listNumber'],
    [{ act: 'openList', listNumber: '1' }, 'listTaken'],
    [{ act: 'setTerms', days: '36526' }, 'days'],
    [{ act: 'setSeatRules', share: '9' }, 'share'],
  ] as [Partial<SeatActDraft>, string][])('%o is wrong: %s', (part, problem) => {
    expect(decode(part)).toBe(problem)
  })

  it('opens a list with the digest and the root of what is published', () => {
    const parsed = parse({ act: 'openList', listNumber: '482913' })
    if (parsed.status === 'wrong' || parsed.document === null) throw new Error('a list was expected')
    const document = parseListDocument(parsed.document)!
    expect(document).toMatchObject({ list: 482_913n, chainId: 31337, gates: dao.gates })
    expect(document.seats.map(({ kind }) => kind)).toEqual(['member', 'steward'])
    expect(decode({ act: 'openList', listNumber: '482913' })).toEqual([
      'gates.openList',
      482_913n,
      computeListRoot(document),
      sha256(stringToHex(parsed.document)),
      until,
    ])
  })

  it('draws a number of six digits that no list has', () => {
    const words = [0, 0, 899_999, 4_294_967_295]
    const random = () => words.shift()!
    expect(pickListNumber([{ number: 100_000n, end: null }], random)).toBe('999999')
    expect(pickListNumber([], random)).toMatch(/^\d{6}$/)
  })

  it('says what a DAO has no contract for', () => {
    const bare = { ...dao, gates: null, observers: null, recovery: null }
    const problems = seatActs.map((act) => parseSeatAct({ ...typed, act }, { ...context, dao: bare }))
    expect(
      problems.filter(({ status }) => status === 'wrong').every((one) => 'problem' in one && one.problem === 'absent'),
    ).toBe(true)
    expect(parseSeatAct({ ...typed, act: 'recover' }, { ...context, dao: bare })).toMatchObject({ problem: 'absent' })
  })

  it('asks for something, whichever it is, and never throws', () => {
    for (const act of seatActs) expect(seatActFields[act].length).toBeGreaterThan(0)
    fc.assert(
      fc.property(fc.constantFrom(...seatActs), fc.string(), fc.string(), (act, a, b) => {
        const draft = {
          ...typed,
          act,
          account: a,
          seat: b,
          until: b,
          allowance: a,
          list: a,
          listNumber: b,
          days: a,
          share: b,
        }
        expect(['ok', 'wrong']).toContain(parseSeatAct(draft, context).status)
      }),
    )
  })
})

it('a day ends with its last second in Greenwich', () => {
  expect(parseDay('1970-01-01')).toBe(86_399n)
  expect(parseDay('2028-02-29')).toBe(1_835_481_599n)
  expect(parseDay('2027-02-29')).toBeNull()
  expect(parseDay('27-02-28')).toBeNull()
})

describe('a draft of acts', () => {
  it('is kept as it was typed', () => {
    const draft = {
      ...emptyDraft,
      kind: 'seats',
      acts: [typed, { ...typed, act: 'setSeatRules', severalSeats: true }],
    } as const
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft)
  })
  it('of before is read with one empty act, and of nonsense with nothing in it', () => {
    const { acts: _, ...before } = emptyDraft
    expect(parseDraft(JSON.stringify(before)).acts).toEqual([emptySeatAct])
    expect(parseDraft(JSON.stringify({ ...emptyDraft, acts: [null, 7] })).acts).toEqual([emptySeatAct, emptySeatAct])
  })
  it('has an act, and no more than the governor takes', () => {
    const problems = (count: number) =>
      findDraftProblems({ ...emptyDraft, kind: 'seats', acts: Array.from({ length: count }, () => typed) })
    expect(problems(0)).toContain('noAct')
    expect(problems(33)).toContain('tooMany')
    expect(problems(2)).toEqual(['noTitle', 'noSummary'])
  })
})
