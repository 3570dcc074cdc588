import fc from 'fast-check'
import { privateKeyToAccount, generatePrivateKey } from 'viem/accounts'
import { recoverTypedDataAddress, type Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { findAdmissionProblem, getLongestDays, parseTerm, readAccount } from '../../../web/src/domain/admission'
import { parseProof } from '../../../web/src/domain/credential'
import { findDelegateAt, foldDelegateHistory } from '../../../web/src/domain/delegateHistory'
import { listDelegates } from '../../../web/src/domain/delegate'
import { findPayees } from '../../../web/src/domain/findPayees'
import { parseGuardians } from '../../../web/src/domain/guardians'
import { computeParticipation } from '../../../web/src/domain/memberProfile'
import { encodePayment } from '../../../web/src/domain/payment'
import type { ProposalId, Votes } from '../../../web/src/domain/proposal'
import {
  draftRequest,
  formatRequest,
  formatSeatProposal,
  longestRequest,
  parseRequest,
  parseSeatProposal,
} from '../../../web/src/domain/seatRequest'
import type { SeatTerms } from '../../../web/src/domain/seatRules'
import { describeAcceptance, formatAcceptanceFile, parseAcceptanceFile } from '../../../web/src/domain/signedAcceptance'
import { describeDelegation, formatDelegationFile, parseDelegationFile } from '../../../web/src/domain/signedDelegation'
import {
  describeStatement,
  digestStatement,
  formatStatementFile,
  parseStatementFile,
} from '../../../web/src/domain/signedStatement'
import { toTimepoint } from '../../../web/src/domain/timepoint'
import { deployments } from '../../../web/src/generated/deployments'

const dao = deployments[31337]
const ada = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const bob = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const eve = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const day = 86_400n

describe('guardians', () => {
  const parse = (accounts: string, threshold = '1', days = '7') => parseGuardians({ accounts, threshold, days }, ada)
  it('are read from lines and commas', () => {
    expect(parse(`${bob.toLowerCase()},\n ${eve}\n`, '2', '2')).toEqual({
      status: 'ok',
      guardians: { accounts: [bob, eve], threshold: 2, delay: 2n * day },
    })
    expect(parse('', 'x', '30')).toEqual({
      status: 'ok',
      guardians: { accounts: [], threshold: 0, delay: 30n * day },
    })
  })
  const many = Array.from({ length: 10 }, (_, index) => `0x${(index + 1).toString(16).padStart(40, '0')}`).join('\n')
  it.each([
    [['0x1'], 'accounts', 'line'],
    [[bob.replace('C5', 'c5')], 'accounts', 'line'],
    [[`0x${'0'.repeat(40)}`], 'accounts', 'line'],
    [[`${bob}\n${bob.toLowerCase()}`], 'accounts', 'line'],
    [[ada], 'accounts', 'own'],
    [[many], 'accounts', 'many'],
    [[bob, '0'], 'threshold', 'threshold'],
    [[bob, '2'], 'threshold', 'threshold'],
    [[bob, '1', '1'], 'days', 'delay'],
    [[bob, '1', '31'], 'days', 'delay'],
  ] as [[string, string?, string?], string, string][])('%j: %s', (typed, field, problem) => {
    expect(parse(...typed)).toEqual({ status: 'wrong', field, problem })
  })
})

describe('an admission', () => {
  const terms: SeatTerms[] = [
    { kind: 'member', term: 365n * day, selfRenewal: false },
    { kind: 'observer', term: null, selfRenewal: true },
  ]
  it.each([
    ['', 'member', 365n * day],
    ['365', 'member', 365n * day],
    ['366', 'member', null],
    ['0', 'member', null],
    ['', 'observer', 0n],
    ['0', 'observer', 0n],
    ['36525', 'observer', 36_525n * day],
    ['36526', 'observer', null],
    ['1.5', 'member', null],
  ] as const)('has a term of %j days for a %s: %s', (days, kind, term) => {
    expect(parseTerm(days, terms, kind)).toBe(term)
  })
  it('asks for an account, a reason, and how long an invitation is valid', () => {
    const draft = { account: bob, kind: 'member', days: '', reason: 'Mends boats', validDays: '7' } as const
    expect(findAdmissionProblem(draft, terms, false)).toBeNull()
    expect(findAdmissionProblem({ ...draft, account: '' }, terms, true)).toBeNull()
    expect(findAdmissionProblem({ ...draft, account: '' }, terms, false)).toMatchObject({ problem: 'account' })
    expect(findAdmissionProblem({ ...draft, days: '999' }, terms, false)).toMatchObject({ problem: 'term' })
    expect(findAdmissionProblem({ ...draft, reason: ' ' }, terms, false)).toMatchObject({ problem: 'reason' })
    expect(findAdmissionProblem({ ...draft, reason: '船'.repeat(167) }, terms, true)).toMatchObject({
      problem: 'reasonLong',
    })
    for (const validDays of ['0', '31', '']) {
      expect(findAdmissionProblem({ ...draft, validDays }, terms, true)).toMatchObject({ problem: 'expires' })
      expect(findAdmissionProblem({ ...draft, validDays }, terms, false)).toBeNull()
    }
    expect(getLongestDays(terms, 'member')).toBe(365n)
    expect(getLongestDays(terms, 'observer')).toBeNull()
    expect(readAccount(` ${bob.toLowerCase()} `)).toBe(bob)
    expect(readAccount(bob.replace('C5', 'c5'))).toBeNull()
  })
})

describe('a request for a seat', () => {
  const name = { chainId: 31337, governor: dao.governor }
  it('is read back from its link, in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        expect(parseRequest(formatRequest(name, { account: bob, text }))).toEqual({ account: bob, text: text.trim() })
      }),
    )
    expect(parseRequest('#/dao/x/propose')).toBeNull()
    expect(parseRequest('#/dao/x/propose?for=me')).toBeNull()
    expect(parseRequest(`#?for=${bob}`)).toEqual({ account: bob, text: '' })
    expect(formatRequest(name, { account: bob, text: 'a'.repeat(9_000) }).length).toBeLessThan(longestRequest + 200)
  })
  it('is told apart from a proposal that renews or recovers a seat', () => {
    const seat = { collection: 'observers', number: 7n } as const
    expect(parseSeatProposal(formatSeatProposal(name, 'renew', seat))?.acts).toMatchObject([
      { act: 'renew', seat: 'o7' },
    ])
    expect(parseSeatProposal('#/x?recover=4')?.acts).toMatchObject([{ act: 'recover', seat: '4' }])
    expect(parseSeatProposal('#/x?recover=0')).toBeNull()
    expect(parseSeatProposal(formatRequest(name, { account: bob, text: '' }))).toBeNull()
  })
  it('becomes a draft that gives one seat', () => {
    const draft = draftRequest({ account: bob, text: 'I mend\nboats' }, 'A seat', 'zh')
    expect(draft).toMatchObject({
      kind: 'seats',
      summary: 'I mend boats',
      zh: { title: 'A seat', body: 'I mend\nboats' },
    })
    expect(draft.acts).toMatchObject([{ act: 'admit', account: bob }])
  })
})

describe('the proof of a credential', () => {
  it.each([
    ['0x12ab', '0x12ab'],
    [' 12AB\n 34 ', '0x12ab34'],
    ['0X00', '0x00'],
  ])('%j is read', (typed, proof) => {
    expect(parseProof(typed)).toBe(proof)
  })
  it.each(['', '0x', '0x1', 'proof', '0x12 0x34', '１２'])('%j is none', (typed) => {
    expect(parseProof(typed)).toBeNull()
  })
})

describe('signatures that are carried', () => {
  const domain = { name: 'Lakeside', version: '1', chainId: 31337, verifyingContract: dao.membership } as const
  const signature = `0x${'12'.repeat(65)}` as const

  it('of a delegation are read back, and of nothing else', async () => {
    const delegation = { delegator: ada, delegatee: bob, nonce: 2n ** 70n, expiry: toTimepoint(9n), signature } as const
    const file = { chainId: 31337, membership: dao.membership, delegation } as const
    const text = formatDelegationFile(file)
    expect(parseDelegationFile(text)).toEqual(file)
    for (const broken of ['', 'null', '{}', text.replace('"version": 1', '"version": 2'), text.replace(bob, '0x1')]) {
      expect(parseDelegationFile(broken)).toBeNull()
    }
    expect(parseDelegationFile(formatAcceptanceFile(acceptance))).toBeNull()
    const key = privateKeyToAccount(generatePrivateKey())
    const typed = describeDelegation(domain, delegation)
    expect(await recoverTypedDataAddress({ ...typed, signature: await key.signTypedData(typed) })).toBe(key.address)
  })

  it('of a statement are read back, with every text, and of nothing else', async () => {
    const file = (text: string) =>
      ({
        chainId: 31337,
        statements: dao.statements,
        statement: { account: ada, text, at: toTimepoint(9n), signature },
      }) as const
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parseStatementFile(formatStatementFile(file(text)))).toEqual(file(text))
      }),
    )
    const text = formatStatementFile(file('I mend boats\n'))
    for (const broken of [
      '',
      'null',
      '[]',
      text.replace('"version": 1', '"version": 2'),
      text.replace('mend boats', 'sink').replace('"text"', '"words"'),
      text.replace('"at": 9', '"at": -9'),
      text.replace(ada, '0x1'),
      text.replace(signature, '0x1'),
    ])
      expect(parseStatementFile(broken)).toBeNull()
    expect(parseStatementFile(formatAcceptanceFile(acceptance))).toBeNull()
    const key = privateKeyToAccount(generatePrivateKey())
    const typed = describeStatement(domain, file('I mend boats\n').statement)
    expect(typed.message).toEqual({ digest: digestStatement('I mend boats\n'), at: 9 })
    expect(await recoverTypedDataAddress({ ...typed, signature: await key.signTypedData(typed) })).toBe(key.address)
  })

  const acceptance = {
    chainId: 31337,
    recovery: dao.recovery,
    acceptance: { tokenId: 4n, from: ada as Address, to: bob as Address, signature },
  } as const
  it('of a new key are read back, and of nothing else', async () => {
    const text = formatAcceptanceFile(acceptance)
    expect(parseAcceptanceFile(text)).toEqual(acceptance)
    for (const broken of ['', '7', '{}', text.replace('"4"', '"0"'), text.replace(ada, 'ada'), text.slice(1)]) {
      expect(parseAcceptanceFile(broken)).toBeNull()
    }
    const typed = describeAcceptance(domain, acceptance.acceptance)
    const key = privateKeyToAccount(generatePrivateKey())
    expect(await recoverTypedDataAddress({ ...typed, signature: await key.signTypedData(typed) })).toBe(key.address)
  })
})

describe('who votes for whom', () => {
  const change = (at: bigint, toDelegate: string) => ({
    address: dao.membership,
    eventName: 'DelegateChanged',
    args: { toDelegate },
    at: toTimepoint(at),
    blockNumber: at,
    logIndex: 0,
    transaction: '0x' as const,
  })
  it('at a time is who was chosen last until then', () => {
    const history = foldDelegateHistory([change(10n, ada), change(20n, bob), change(30n, `0x${'0'.repeat(40)}`)])
    expect([9n, 10n, 19n, 20n, 30n].map((at) => findDelegateAt(history, toTimepoint(at)))).toEqual([
      null,
      ada,
      ada,
      bob,
      null,
    ])
  })
  it('stands with the strongest first', () => {
    const member = (account: Address, votes: bigint, delegate: Address) => ({
      account,
      seats: [1n],
      since: null,
      delegate,
      votes: votes as Votes,
      ballotCount: 0,
    })
    expect(listDelegates([member(ada, 1n, ada), member(bob, 3n, bob), member(eve, 0n, bob)])).toEqual([
      { account: bob, votes: 3n, own: 1 },
      { account: ada, votes: 1n, own: 1 },
    ])
  })
})

it('payees of a proposal are found in its actions', () => {
  const token = { token: dao.assets[0] } as const
  const actions = [encodePayment(token, bob, 1n), encodePayment({ token: null }, eve, 1n)]
  expect([...findPayees(actions, dao)]).toEqual([bob.toLowerCase(), eve.toLowerCase()])
  expect(findPayees([{ target: dao.governor, value: 0n, calldata: '0x12345678' }], dao).size).toBe(0)
})

it('participation is of what has closed since the seat was given', () => {
  const proposal = (id: number, snapshot: number, deadline: number, canceledAt: number | null = null) => ({
    id: BigInt(id) as ProposalId,
    snapshot: toTimepoint(BigInt(snapshot)),
    deadline: toTimepoint(BigInt(deadline)),
    canceledAt: canceledAt === null ? null : toTimepoint(BigInt(canceledAt)),
  })
  const proposals = [
    proposal(1, 5, 8),
    proposal(2, 12, 20),
    proposal(3, 13, 30),
    proposal(4, 14, 99),
    proposal(5, 15, 20, 16),
  ]
  const seat = { collection: 'membership', since: toTimepoint(10n) } as never
  const ballots = { items: [{ proposal: { id: 2n } }, { proposal: { id: 4n } }] as never, hasMore: false }
  expect(computeParticipation({ seats: [seat], ballots }, proposals, toTimepoint(50n))).toEqual({ voted: 1, of: 2 })
  expect(computeParticipation({ seats: [], ballots }, proposals, toTimepoint(50n))).toEqual({ voted: 0, of: 0 })
})
