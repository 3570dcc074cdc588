import fc from 'fast-check'
import type { Address, Hex } from 'viem'
import { encodeFunctionData, keccak256, parseAbi, toBytes, toFunctionSelector } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { formatKnownDaos, parseKnownDaos } from '../../../web/src/domain/knownDao'
import { estimateTime, parseClock } from '../../../web/src/domain/governor/clock'
import { findAbility, readCode, readMinimalProxy } from '../../../web/src/domain/governor/code'
import { parseCountingMode } from '../../../web/src/domain/governor/counting'
import { decodeForeignAction } from '../../../web/src/domain/governor/foreignAction'
import {
  decodeSplit,
  encodeSplit,
  findObstacle,
  type ForeignGovernor,
} from '../../../web/src/domain/governor/foreignGovernor'
import {
  foldForeignProposals,
  type ForeignLog,
  readForeignState,
} from '../../../web/src/domain/governor/foreignProposal'
import { cleanLine, cleanText, splitDescription } from '../../../web/src/domain/governor/foreignText'
import {
  describeSignedVote,
  formatSignedVote,
  parseSignedVote,
  type SignedVote,
  splitSignature,
  voteTypeHashes,
} from '../../../web/src/domain/governor/signedVote'
import { formatStartBlock, parseStartBlock } from '../../../web/src/domain/governor/startBlock'
import { choices, type ProposalId } from '../../../web/src/domain/proposal'
import { computeProposalId } from '../../../web/src/domain/proposalId'
import { formatRoute, parseRoute } from '../../../web/src/domain/route'
import { toTimepoint } from '../../../web/src/domain/timepoint'

const ada = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' as Address
const bob = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' as Address

describe('how a governor counts', () => {
  it.each([
    ['support=bravo&quorum=for,abstain', 'bravo', ['for', 'abstain']],
    ['support=bravo&quorum=bravo', 'bravo', ['for']],
    ['quorum=for&support=bravo', 'bravo', ['for']],
    ['support=bravo&quorum=moon', 'bravo', null],
    ['support=bravo', 'bravo', null],
    ['support=bravo,override&quorum=for,abstain&overridable=true', 'bravo', ['for', 'abstain']],
    ['support=bravo,fractional&quorum=for,abstain&params=fractional', 'fractional', ['for', 'abstain']],
  ] as const)('%s is known', (mode, kind, quorum) => {
    expect(parseCountingMode(mode)).toEqual({ kind, quorum, text: mode })
  })

  it.each([
    null,
    '',
    'support=mine&quorum=for',
    'support=bravo,quadratic&quorum=for',
    'support=bravo&quorum=for&params=zk',
    'support=bravo,fractional&quorum=for',
    'support=bravo&params=fractional',
    'support=bravo&support=mine',
    'support=bravo&delay=1',
    'Support=bravo',
    `support=bravo&quorum=${'for,'.repeat(99)}`,
  ])('%j is not: nobody votes on it', (mode) => {
    const counting = parseCountingMode(mode)
    expect(counting.kind).toBe('unknown')
    expect(findObstacle({ counting, abilities: {} } as unknown as ForeignGovernor, 'vote')).toBe('counting')
  })
})

describe('in what a governor counts time', () => {
  it.each([
    ['mode=timestamp', 5n, { kind: 'timestamp' }],
    ['mode=blocknumber&from=default', 1_001n, { kind: 'block', isTold: true, isOfChain: true }],
    ['mode=blocknumber&from=default', 50n, { kind: 'block', isTold: true, isOfChain: false }],
    ['mode=blocknumber&from=eip155:1', 1_000n, { kind: 'unknown', text: 'mode=blocknumber&from=eip155:1' }],
    ['mode=blocknumber&from=default', null, { kind: 'unknown', text: 'mode=blocknumber&from=default' }],
    ['mode=moon', 1_000n, { kind: 'unknown', text: 'mode=moon' }],
    [null, null, { kind: 'block', isTold: false, isOfChain: true }],
    [null, 1_000n, { kind: 'unknown', text: null }],
  ] as const)('%j with a clock at %s', (mode, now, clock) => {
    expect(parseClock(mode, now, 1_000n, 1_000n)).toEqual(clock)
  })

  it('an old one that says nothing counts the blocks that contracts see: on a layer above, those of the chain below', () => {
    expect(parseClock(null, null, 1_000n, 90n)).toEqual({ kind: 'block', isTold: false, isOfChain: false })
  })

  it('a block to come is guessed by the pace of the last ones, a block that was as well', () => {
    const head = { number: 100n, time: toTimepoint(10_000n) }
    expect(estimateTime(110n, head, 12_000n)).toBe(10_120n)
    expect(estimateTime(90n, head, 250n)).toBe(9_998n)
    expect(estimateTime(0n, head, 10n ** 9n)).toBe(0n)
  })
})

describe('what stands in code', () => {
  const selector = toFunctionSelector('function castVote(uint256,uint8)').slice(2)
  const state = toFunctionSelector('function state(uint256)').slice(2)

  it('a function is there where its selector is compared, and not where its bytes are part of something longer', () => {
    const there = readCode(`0x6080604052 63${selector} 14 61 0010 57`.replaceAll(' ', '') as Hex)
    expect(findAbility({ ...there, isOpen: false }, 'castVote')).toBe('present')
    const within = readCode(`0x7f${'00'.repeat(10)}63${selector}${'00'.repeat(17)}00` as Hex)
    expect(findAbility({ ...within, isOpen: false }, 'castVote')).toBe('absent')
    expect(findAbility({ ...within, isOpen: true }, 'castVote')).toBe('unknown')
  })

  it('a call that is passed on is seen, and a byte that only looks like it is not', () => {
    expect(readCode('0x600035f4').delegates).toBe(true)
    expect(readCode('0x60f400').delegates).toBe(false)
    expect(readCode('0x').selectors.size).toBe(0)
    expect(readCode(`0x63${state.slice(0, 4)}` as Hex).delegates).toBe(false)
  })

  it.each([
    `0x363d3d373d3d3d363d73${ada.slice(2).toLowerCase()}5af43d82803e903d91602b57fd5bf3`,
    `0x363d3d373d3d3d363d73${ada.slice(2)}5af43d82803e903d91602b57fd5bf3aabbcc`,
    `0x365f5f375f5f365f73${ada.slice(2)}5af43d5f5f3e5f3d91602a57fd5bf3`,
  ])('a minimal proxy is looked through: %s', (code) => {
    expect(readMinimalProxy(code as Hex)).toBe(ada)
  })

  it('nothing else is', () => {
    expect(readMinimalProxy(`0x00363d3d373d3d3d363d73${ada.slice(2)}5af43d82803e903d91602b57fd5bf3` as Hex)).toBe(null)
  })
})

describe('a stranger’s text', () => {
  const unseen = /[\p{Cc}\p{Cf}\p{Co}\u115F\u1160\u2800\u3164\uFFA0]/u
  const nasty = fc.array(
    fc.oneof(
      fc.constantFrom(
        '\u202E',
        '\u2066',
        '\u200B',
        '\u0000',
        '\u3164',
        '\uFEFF',
        '\n',
        '\r',
        '\t',
        '\u{E0041}',
        '\u0301',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )

  it('keeps nothing that is not seen, and no more than is shown', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 50 }), (parts, most) => {
        const line = cleanLine(parts.join(''), most)
        if (line !== null) {
          expect(line).not.toMatch(unseen)
          expect(line).not.toMatch(/\p{M}{4}/u)
          expect([...line].length).toBeLessThanOrEqual(most + 1)
        }
        expect(cleanText(parts.join(''), most).replaceAll('\n', '')).not.toMatch(unseen)
      }),
    )
  })

  it('of what is honest nothing is lost', () => {
    expect(cleanLine('Clean the river · 清理河道 — naïve café')).toBe('Clean the river · 清理河道 — naïve café')
    expect(cleanText('a\n\n  b\tc')).toBe('a\n\n  b  c')
    expect(cleanLine(' \u200B\u3164 ')).toBe(null)
    expect(cleanLine(null)).toBe(null)
  })

  it.each([
    ['# A title\n\nAnd text.\nMore.', 'A title', 'And text.\nMore.'],
    ['### \u202EA title\r\n\r\ntext', 'A title', 'text'],
    ['One line', 'One line', ''],
    ['\n\n# After empty lines\ntext', 'After empty lines', 'text'],
    [`# Ours\n\nSummary.\n\n#proposer=${ada}`, 'Ours', 'Summary.'],
    ['', null, ''],
    ['\u2066\u2069', null, ''],
  ])('%j has a title and a text', (description, title, text) => {
    expect(splitDescription(description)).toEqual({ title, text })
  })

  it('a first line that is no title stands in the text, whole', () => {
    const line = 'word '.repeat(100).trim()
    const { title, text } = splitDescription(`${line}\nrest`)
    expect(title).toMatch(/^word .*…$/)
    expect(text).toBe(`${line}\nrest`)
  })
})

describe('what a governor’s events tell', () => {
  const transaction = `0x${'ab'.repeat(32)}` as const
  const log = (eventName: string, args: Record<string, unknown>, blockNumber = 1n): ForeignLog => ({
    ...{ eventName, args, blockNumber, logIndex: 0, transaction },
  })
  const actions = [{ target: bob, value: 1n, calldata: '0x' as Hex }]
  const id = computeProposalId(actions, '# One')
  const created = log('ProposalCreated', {
    ...{ proposalId: id, proposer: ada, targets: [bob], values: [1n], signatures: [''], calldatas: ['0x'] },
    ...{ voteStart: 5n, voteEnd: 9n, description: '# One' },
  })

  it('proposals, the newest first, with their ballots, the newest first', () => {
    const other = log('ProposalCreated', { ...created.args, proposalId: 7n, targets: [bob, ada], description: '' })
    const cast = (support: number, voter: Address, block: bigint, params?: Hex) =>
      log(
        params ? 'VoteCastWithParams' : 'VoteCast',
        {
          ...{ proposalId: id, voter, support, weight: 3n, reason: ' \u202Ewhy\n' },
          ...(params && { params }),
        },
        block,
      )
    const split = { against: 1n, for: 2n ** 128n - 1n, abstain: 0n }
    const logs = [
      log('VoteCast', { proposalId: 99n, voter: ada, support: 1, weight: 1n, reason: '' }), // Of nothing that is known.
      ...[created, other, cast(1, ada, 2n), cast(255, bob, 3n, encodeSplit(split)), cast(9, bob, 4n)],
      log('ProposalQueued', { proposalId: id, etaSeconds: 1n }),
    ]
    const [second, first] = foldForeignProposals(logs)
    expect(second).toMatchObject({ id: 7n, number: 2, title: null, actions: null, isHashed: false, ballots: [] })
    expect(first).toMatchObject({
      ...{ id, number: 1, title: 'One', text: '', actions, isHashed: true, isContradicted: false },
      ...{ snapshot: 5n, deadline: 9n, queuedIn: transaction, executedIn: null },
    })
    expect(first!.ballots).toMatchObject([
      { choice: null, split: null, support: 9 },
      { choice: null, split, support: 255 },
      { choice: 'for', split: null, reason: 'why', weight: 3n },
    ])
  })

  it('what is announced twice is contradicted, and stays what it was first', () => {
    const again = log('ProposalCreated', { ...created.args, description: '# Two' })
    expect(foldForeignProposals([created, again])).toMatchObject([{ title: 'One', isContradicted: true }])
  })

  it('a state is the governor’s own number: eight are known, and no other is taken for one', () => {
    expect(readForeignState(0n)).toEqual({ kind: 'pending' })
    expect(readForeignState(7n)).toEqual({ kind: 'executed' })
    for (const number of [8n, 255n, 2n ** 32n, 2n ** 256n - 1n]) {
      expect(readForeignState(number)).toEqual({ kind: 'unknown', number })
    }
  })

  it('a split is 48 bytes, and nothing else is one', () => {
    expect(decodeSplit('0x')).toBe(null)
    expect(decodeSplit(`0x${'00'.repeat(47)}`)).toBe(null)
    const split = { against: 3n, for: 0n, abstain: 2n ** 100n }
    expect(decodeSplit(encodeSplit(split))).toEqual(split)
  })
})

describe('what a call would do', () => {
  const timelock = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC' as Address
  const governor = { address: ada, timelock: { kind: 'controller', address: timelock, delay: 1n } } as ForeignGovernor
  const encode = (text: string, args: readonly unknown[]) =>
    encodeFunctionData({ abi: parseAbi([`function ${text}`] as never) as never, args } as never)
  const decode = (target: Address, calldata: Hex, value = 0n) =>
    decodeForeignAction({ target, value, calldata }, governor)

  it.each([
    [bob, '0x' as Hex, 3n, { kind: 'payment', to: bob, amount: 3n }],
    [bob, '0x' as Hex, 0n, { kind: 'nothing', target: bob }],
    [bob, encode('transfer(address,uint256)', [ada, 5n]), 0n, { kind: 'transfer', token: bob, to: ada, amount: 5n }],
    [bob, encode('transfer(address,uint256)', [ada, 5n]), 1n, { kind: 'call', on: 'token', functionName: 'transfer' }],
    [
      bob,
      encode('transferFrom(address,address,uint256)', [timelock, ada, 5n]),
      0n,
      { kind: 'piece', token: bob, to: ada, tokenId: 5n },
    ],
    [ada, encode('setVotingDelay(uint48)', [7]), 0n, { kind: 'call', on: 'governor', functionName: 'setVotingDelay' }],
    [
      ada,
      encode('setVotingDelay(uint256)', [7n]),
      0n,
      { kind: 'call', on: 'governor', functionName: 'setVotingDelay' },
    ],
    [timelock, encode('updateDelay(uint256)', [7n]), 0n, { kind: 'call', on: 'timelock' }],
    // A name is not read into what the contract is not known to be.
    [timelock, encode('transfer(address,uint256)', [ada, 5n]), 0n, { kind: 'unknown' }],
    [bob, encode('updateDelay(uint256)', [7n]), 0n, { kind: 'unknown' }],
    [bob, `${encode('transfer(address,uint256)', [ada, 5n])}00` as Hex, 0n, { kind: 'unknown' }],
    [bob, '0x1234' as Hex, 0n, { kind: 'unknown' }],
  ] as const)('%s %s', (target, calldata, value, found) => {
    expect(decode(target, calldata, value)).toMatchObject(found)
  })
})

describe('a ballot that is signed for others to send', () => {
  const key = `0x${'12'.repeat(64)}1b` as Hex
  const common = {
    proposalId: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((id) => id as ProposalId),
    choice: fc.constantFrom(...choices),
    voter: fc.constant(ada),
    reason: fc.string({ unit: 'binary', maxLength: 40 }),
    signature: fc.constant(key),
  }
  const vote: fc.Arbitrary<SignedVote> = fc.oneof(
    fc.record({ ...common, form: fc.constant('numbered' as const), nonce: fc.bigInt({ min: 0n, max: 2n ** 64n }) }),
    fc.record({ ...common, form: fc.constant('plain' as const) }),
  )
  const one = { proposalId: 1n as ProposalId, choice: 'for', voter: ada, reason: '' } as const
  const numbered: SignedVote = { ...one, form: 'numbered', nonce: 0n, signature: '0x12' }
  const plain: SignedVote = { ...one, form: 'plain', signature: key }
  const write = (signed: SignedVote) =>
    JSON.parse(formatSignedVote({ chainId: 1, governor: bob, vote: signed })) as Record<string, unknown>
  const read = (record: Record<string, unknown>) => parseSignedVote(JSON.stringify(record))

  it('is a file that reads back as it was', () => {
    fc.assert(
      fc.property(vote, (signed) => {
        const file = { chainId: 10, governor: bob, vote: signed }
        expect(parseSignedVote(formatSignedVote(file))).toEqual(file)
      }),
    )
  })

  it('says in which form it was signed; a file of the first version, which does not, is numbered', () => {
    expect(write(numbered)).toMatchObject({ version: 2, form: 'numbered', nonce: '0' })
    expect(write(plain)).toMatchObject({ version: 2, form: 'plain', voter: ada })
    expect(write(plain)).not.toHaveProperty('nonce')
    const first: Record<string, unknown> = { ...write(numbered), version: 1 }
    delete first['form']
    expect(read(first)?.vote).toEqual(numbered)
    expect(read({ ...first, version: 2 })).toBe(null)
    expect(read({ ...first, version: 3, form: 'numbered' })).toBe(null)
  })

  it.each([numbered, plain])('is nothing where any part of it is missing or is something else: $form', (signed) => {
    const record = write(signed)
    expect(read(record)?.vote).toEqual(signed)
    for (const name of Object.keys(record).filter((each) => each !== 'about')) {
      for (const wrong of [undefined, null, '', -1, {}, 'x']) {
        if (name === 'reason' && typeof wrong === 'string') continue
        expect(read({ ...record, [name]: wrong }), `${name} ${String(wrong)}`).toBe(null)
      }
    }
    expect(read({ ...record, params: '0x00' })).toBe(null)
    expect(read({ ...record, proposalId: `${2n ** 256n}` })).toBe(null)
    expect(parseSignedVote('{')).toBe(null)
  })

  it('in the plain form has a key’s signature and no other, which comes apart', () => {
    const [r, s] = [`0x${'ab'.repeat(32)}`, `0x${'cd'.repeat(32)}`] as const
    for (const [last, v] of [
      ['1b', 27],
      ['1C', 28],
      ['00', 27],
      ['01', 28],
    ] as const) {
      expect(splitSignature(`${r}${s.slice(2)}${last}`)).toEqual({ v, r, s })
    }
    for (const other of ['0x', '0x12', `${r}${s.slice(2)}`, `${r}${s.slice(2)}02`, `${r}${s.slice(2)}1b00`] as const) {
      expect(splitSignature(other)).toBe(null)
      if (other !== '0x') expect(read({ ...write(plain), signature: other })).toBe(null)
    }
  })

  it('is signed as OpenZeppelin’s governor hashes it, in each form', () => {
    const hash = (text: string) => keccak256(toBytes(text))
    const fields = 'uint256 proposalId,uint8 support'
    expect(voteTypeHashes.numbered).toEqual({
      short: hash(`Ballot(${fields},address voter,uint256 nonce)`),
      extended: hash(`ExtendedBallot(${fields},address voter,uint256 nonce,string reason,bytes params)`),
    })
    expect(voteTypeHashes.plain).toEqual({
      short: hash(`Ballot(${fields})`),
      extended: hash(`ExtendedBallot(${fields},string reason,bytes params)`),
    })
    const domain = { name: 'x', version: '1', chainId: 1, verifyingContract: bob }
    const told = { ...one, choice: 'abstain', reason: 'y' } as const
    const ballot = { proposalId: 1n, support: 2 }
    for (const [form, more] of [
      [
        { form: 'numbered', nonce: 4n },
        { voter: ada, nonce: 4n },
      ],
      [{ form: 'plain' }, {}],
    ] as const) {
      const short = describeSignedVote(domain, { ...told, ...form, reason: '' })
      expect(short.primaryType).toBe('Ballot')
      expect(short.message).toEqual({ ...ballot, ...more })
      const extended = describeSignedVote(domain, { ...told, ...form })
      expect(extended.primaryType).toBe('ExtendedBallot')
      expect(extended.message).toEqual({ ...ballot, ...more, reason: 'y', params: '0x' })
    }
  })

  it.each([
    [{ kind: 'domain' }, null],
    [{ kind: 'absent' }, 'absent'],
    [{ kind: 'undescribed' }, 'undescribed'],
    [{ kind: 'other' }, 'other'],
  ] as const)('is offered where the governor says what is signed, else told why not: %j', (signing, obstacle) => {
    const governor = { counting: { kind: 'bravo' }, abilities: {}, signing } as unknown as ForeignGovernor
    expect(findObstacle(governor, 'sign')).toBe(obstacle)
  })
})

describe('what is remembered on the device', () => {
  it('reads back, once each, and never as something else', () => {
    const one = { chainId: 10, governor: ada, name: 'River' }
    const list = [one, { chainId: 1, governor: bob, name: null }]
    expect(parseKnownDaos(formatKnownDaos(list))).toEqual(list)
    expect(parseKnownDaos(JSON.stringify([one, { ...one, governor: ada.toLowerCase() }]))).toEqual([one])
    expect(parseKnownDaos(JSON.stringify([{ ...one, name: '\u202E' }]))).toEqual([{ ...one, name: null }])
    for (const text of [null, '', '{', '1', '{"a":1}', '[null, 3, {}]', JSON.stringify([{ ...one, chainId: '10' }])]) {
      expect(parseKnownDaos(text)).toEqual([])
    }
  })

  it('a first block is that of its chain, and of no other', () => {
    const genesis = `0x${'1'.repeat(64)}`
    expect(parseStartBlock(formatStartBlock({ genesis, block: 12n }), genesis)).toBe(12n)
    expect(parseStartBlock(formatStartBlock({ genesis, block: 12n }), `0x${'2'.repeat(64)}`)).toBe(null)
    for (const text of [null, '', '12', `${genesis}:`, `${genesis}:-1`])
      expect(parseStartBlock(text, genesis)).toBe(null)
  })
})

describe('its place', () => {
  const home = { chainId: 1, governor: bob }
  const governor = { chainId: 10, governor: ada }

  it.each([
    ['#/bring', { page: 'bring' }],
    [`#/governor/10:${ada}`, { page: 'governor', governor, part: 'proposals' }],
    [`#/governor/10:${ada}/delegate`, { page: 'governor', governor, part: 'delegate' }],
    [`#/governor/10:${ada}/carry`, { page: 'governor', governor, part: 'carry' }],
    [`#/governor/10:${ada}/about`, { page: 'governor', governor, part: 'about' }],
    [`#/governor/10:${ada}/proposals/12`, { page: 'governor', governor, part: 12n }],
  ])('%s leads there and back', (hash, route) => {
    expect(parseRoute(hash, home)).toEqual(route)
    expect(formatRoute(parseRoute(hash, home))).toBe(hash)
  })

  it.each([`#/governor/10:${ada}/treasury`, `#/governor/10:${ada}/proposals/x`, '#/governor/10', '#/bring/x'])(
    '%s is none',
    (hash) => expect(parseRoute(hash, home).page).toBe('unknown'),
  )
})
