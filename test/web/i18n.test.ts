import { describe, expect, it } from 'vitest'
import { createFormat } from '../../web/src/i18n/format'
import { toPseudo } from '../../web/src/i18n/pseudo'
import { proposalStates } from '../../web/src/domain/proposalState'
import { toTimepoint } from '../../web/src/domain/timepoint'
import { budgetsAbi } from '../../web/src/generated/abi/budgets'
import { distributionsAbi } from '../../web/src/generated/abi/distributions'
import { donationsAbi } from '../../web/src/generated/abi/donations'
import { factoryAbi } from '../../web/src/generated/abi/factory'
import { gatesAbi } from '../../web/src/generated/abi/gates'
import { governorAbi } from '../../web/src/generated/abi/governor'
import { grantsAbi } from '../../web/src/generated/abi/grants'
import { membershipAbi } from '../../web/src/generated/abi/membership'
import { observersAbi } from '../../web/src/generated/abi/observers'
import { payoutsAbi } from '../../web/src/generated/abi/payouts'
import { recoveryAbi } from '../../web/src/generated/abi/recovery'
import { registryAbi } from '../../web/src/generated/abi/registry'
import { splitsAbi } from '../../web/src/generated/abi/splits'
import { statementsAbi } from '../../web/src/generated/abi/statements'
import { treasuryAbi } from '../../web/src/generated/abi/treasury'
import { en, zh } from '../support/messages'

type Message = string | ((...parameters: unknown[]) => string)
const list = (value: unknown, path = ''): [string, Message][] =>
  typeof value === 'string' || typeof value === 'function'
    ? [[path, value as Message]]
    : Object.entries(value as object).flatMap(([key, child]) => list(child, path === '' ? key : `${path}.${key}`))

/** Stands for whatever a message is given: as a number it is 2, as a text it can be found again. */
const given = (index: number) => ({ toString: () => `⟪${index}⟫`, valueOf: () => 2 })
const say = (message: Message) =>
  typeof message === 'string' ? message : message(...Array.from({ length: message.length }, (_, index) => given(index)))

const pseudo = toPseudo(en)
const languages = { en, zh, pseudo }
const keys = list(en).map(([key]) => key)
const errors = [
  ...governorAbi,
  ...treasuryAbi,
  ...membershipAbi,
  ...observersAbi,
  ...gatesAbi,
  ...recoveryAbi,
  ...statementsAbi,
  ...registryAbi,
  ...budgetsAbi,
  ...grantsAbi,
  ...payoutsAbi,
  ...distributionsAbi,
  ...donationsAbi,
  ...splitsAbi,
  ...factoryAbi,
].flatMap((item) => (item.type === 'error' ? [item.name] : []))

describe.each(Object.entries(languages))('the messages in %s', (_, messages) => {
  it('are those of the English catalogue, each of its kind', () => {
    expect(list(messages).map(([key]) => key)).toEqual(keys)
    expect(list(messages).map(([, message]) => typeof message)).toEqual(list(en).map(([, message]) => typeof message))
  })

  it('say something, and never what a program says', () => {
    for (const [key, message] of list(messages)) {
      const text = say(message)
      expect(text, key).toBeTypeOf('string')
      expect(text.trim(), key).not.toBe('')
      expect(text, key).toBe(text.trim())
      expect(text, key).not.toMatch(/undefined|NaN|\[object|\$\{/)
    }
  })

  it('have a word for every state and a sentence for every error of the contracts', () => {
    expect(Object.keys(messages.state).sort()).toEqual([...proposalStates].sort())
    expect(new Set(Object.values(messages.state)).size).toBe(proposalStates.length)
    const sentences = messages.reverts as Record<string, string>
    expect(Object.keys(sentences).sort()).toEqual([...new Set(errors)].sort())
    expect(new Set(Object.values(messages.errors.kind)).size).toBe(Object.keys(en.errors.kind).length)
  })
})

describe('the Chinese messages', () => {
  /** Names that are the same in every language. */
  const names = /Althing|OpenZeppelin|DAO|IPFS|RPC|Markdown|CSV|JSON|kB|0x|256|#proposer=/g

  it('leave nothing in English', () => {
    for (const [key, message] of list(zh)) {
      const text = say(message).replace(names, '')
      expect(text, key).not.toMatch(/[A-Za-z]{2,}/)
    }
  })

  it('are in Chinese characters, with Chinese points', () => {
    for (const [key, message] of list(zh)) {
      if (key === 'app.name') continue
      const text = say(message)
      const isOnlyGiven = /^[⟪⟫\d\s、：]*$/.test(text)
      if (!isOnlyGiven) expect(text, key).toMatch(/\p{Script=Han}/u)
      expect(text, key).not.toMatch(/\p{Script=Han}[,;:!?.]/u)
    }
  })

  it('use what the English ones use: no name or number is lost', () => {
    const english = new Map(list(en))
    for (const [key, message] of list(zh)) {
      const used = (text: string) => [...new Set(text.match(/⟪\d⟫/g) ?? [])].sort()
      const wanted = used(say(english.get(key)!))
      if (wanted.length > 0) expect([key, used(say(message))]).toEqual([key, wanted])
    }
  })

  it('end as a sentence where the English ones do', () => {
    const english = new Map(list(en))
    for (const [key, message] of list(zh)) {
      expect([key, /[。？]$/.test(say(message))]).toEqual([key, /[.?]$/.test(say(english.get(key)!))])
    }
  })
})

it('the pseudo-locale marks every message', () => {
  for (const [key, message] of list(pseudo)) expect(say(message), key).toMatch(/^⟦.*⟧$/s)
})

describe('numbers and times', () => {
  const formats = { en: createFormat('en', en), zh: createFormat('zh-Hans', zh) }
  const at = toTimepoint

  it('lose no digit of an amount', () => {
    const asset = { kind: 'erc20', token: null, symbol: 'LKD', decimals: 18, listed: true } as const
    for (const format of Object.values(formats)) {
      expect(format.amount(1_234_567_000_000_000_000_000_001n, asset)).toBe('1,234,567.000000000000000001 LKD')
      expect(format.units(0n, 0)).toBe('0')
    }
  })

  it('say how far a time is, and its date where it is far', () => {
    expect(formats.en.when(at(90_000n), at(0n))).toContain('1 day')
    expect(formats.en.when(at(0n), at(90_000n))).toContain('ago')
    expect(formats.zh.when(at(90_000n), at(0n))).toBe('1 天 1 小时后')
    expect(formats.zh.when(at(0n), at(90_000n))).toBe('1 天 1 小时前')
    expect(formats.en.when(at(1_800_000_000n), at(0n))).toContain('2027')
    expect(formats.en.share(1n, 0n)).toBe('0%')
    expect(formats.en.share(1n, 3n)).toBe('33.3%')
    expect(formats.en.portion(3_333n)).toBe('33.33%')
    expect(formats.en.dateTime(at(2n ** 48n))).toContain('275760')
  })
})
