import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { sayConsequences } from '../../web/src/components/sayFounding.js'
import {
  type DaoDraft,
  findPreset,
  type JudgedDraft,
  judgeDraft,
  presetNames,
  presets,
  readChoices,
} from '../../web/src/domain/daoDraft.js'
import { gates, kinds, transferRules } from '../../web/src/domain/daoParameters.js'
import { addFounderLines } from '../../web/src/domain/founderList.js'
import { foresee, withFewest } from '../../web/src/domain/founding.js'
import type { Lines } from './lines.js'
import { format, t } from './messages.js'

/** Keeps what was answered as it comes, so that nothing is lost where the questions are cut off. */
type Keep = (draft: DaoDraft) => void

/** A question, and the parameters that are asked for by it. */
type Question = {
  readonly asks: RegExp
  readonly ask: (lines: Lines, draft: DaoDraft, keep: Keep) => Promise<DaoDraft>
}

const isYes = (answer: string) => /^y(es)?$/i.test(answer.trim())

/** What is wrong with the parameters of a question, each as a sentence. */
function findWrong({ problems, lines }: JudgedDraft, asks: RegExp): string[] {
  const bad = lines.filter(({ problem }) => problem !== null)
  const listed = asks.test('founders')
    ? bad.map(({ text, problem }) => `${text}: ${t.found.lineProblem[problem!]}`)
    : []
  return [...listed, ...problems.filter(({ parameter }) => asks.test(parameter)).map(({ message }) => message)]
}

/** One line for one part of the draft; an empty answer takes what is shown in brackets. */
function line(asks: RegExp, key: keyof DaoDraft, question: string, hint = ''): Question {
  return {
    asks,
    async ask(lines, draft) {
      const before = draft[key] as string
      const shown = before === '' ? '' : ` [${before}]`
      const answer = (await lines.ask(`${question}${hint === '' ? '' : ` (${hint})`}${shown}: `)).trim()
      return answer === '' ? draft : { ...draft, [key]: answer }
    },
  }
}

const numbers = [
  ...(['votingDelay', 'votingPeriod', 'timelockDelay', 'grace', 'swingExtension', 'lockWindow'] as const),
  ...(['quorumNumerator', 'proposalThreshold', 'proposalLimit'] as const),
].map((key) => line(new RegExp(`^${key}$`), key, t.found.field[key], t.found.hint[key]))

const charter: Question = {
  asks: /^charter/,
  async ask(lines, draft) {
    const has = draft.charter !== '' || draft.charterDigest !== ''
    const answer = (await lines.ask(`Charter: path of its text, in Markdown${has ? ' [as it is]' : ''}: `)).trim()
    if (answer === '') return draft
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(resolve(answer)))
      return { ...draft, charter: text.trimEnd() }
    } catch (error) {
      lines.say(`  ${answer} cannot be read: ${(error as Error).message}`)
      return draft
    }
  },
}

const founders: Question = {
  asks: /^founders/,
  async ask(lines, draft, keep) {
    lines.say('Members of the first day, a line each: address, kind (member, steward, organisation), term in days.')
    lines.say('Or the path of a CSV. “-” takes all away that were named; an empty line ends.')
    let { founders: text } = draft
    for (;;) {
      const { length } = judgeDraft({ ...draft, founders: text }).lines
      const answer = (await lines.ask(`Member ${length + 1}: `)).trim()
      if (answer === '') return { ...draft, founders: text }
      const file = /^0x/i.test(answer) ? null : resolve(answer)
      const more = file !== null && existsSync(file) ? readFileSync(file, 'utf8') : answer
      text = answer === '-' ? '' : addFounderLines(text, more)
      keep({ ...draft, founders: text })
    }
  },
}

const deciding: Question = {
  asks: /^\0$/,
  async ask(lines, draft) {
    const chosen = findPreset(draft)
    presetNames.forEach((name, index) => {
      const choices = readChoices({ ...draft, ...presets[name] })
      lines.say(`  ${index + 1}  ${t.found.presetName[name]}: ${t.found.presetText[name]}`)
      if (choices === null) return
      for (const sentence of sayConsequences(foresee(withFewest(choices)), t, format).slice(0, 2)) {
        lines.say(`     ${sentence}`)
      }
    })
    for (;;) {
      const shown = chosen === null ? 'own' : String(presetNames.indexOf(chosen) + 1)
      const answer = (await lines.ask(`How the DAO decides, 1 to ${presetNames.length} [${shown}]: `)).trim()
      const name = presetNames[Number(answer) - 1]
      if (answer === '') return draft
      if (name !== undefined) return { ...draft, ...presets[name] }
      lines.say(`  “${answer}” is none of them. Write a number from 1 to ${presetNames.length}.`)
    }
  },
}

const guardian: Question = {
  asks: /^guardian/,
  async ask(lines, draft, keep) {
    const shown = draft.hasGuardian && draft.guardian !== '' ? ` [${draft.guardian}]` : ''
    const answer = (await lines.ask(`Guardian: an address, or “none”${shown === '' ? ' [none]' : shown}: `)).trim()
    if (/^none$/i.test(answer) || (answer === '' && shown === '')) return { ...draft, hasGuardian: false, guardian: '' }
    const named = { ...draft, hasGuardian: true, guardian: answer === '' ? draft.guardian : answer }
    keep(named)
    return line(/^$/, 'guardianTerm', t.found.guardianTerm, 'up to 365').ask(lines, named, keep)
  },
}

const openGates: Question = {
  asks: /^seats\.gates/,
  async ask(lines, draft) {
    for (;;) {
      const shown = draft.gates.length === 0 ? 'none' : draft.gates.join(', ')
      const answer = (
        await lines.ask(`Gates open from the first day, of ${gates.join(', ')}; or “none” [${shown}]: `)
      ).trim()
      if (answer === '') return draft
      const words = /^none$/i.test(answer) ? [] : answer.toLowerCase().split(/[\s,]+/)
      const strange = words.find((word) => !gates.some((gate) => gate === word))
      if (strange === undefined) return { ...draft, gates: gates.filter((gate) => words.includes(gate)) }
      lines.say(`  “${strange}” is no gate. Write one or several of ${gates.join(', ')}.`)
    }
  },
}

const transfer: Question = {
  asks: /^seats\.transfer/,
  async ask(lines, draft) {
    for (;;) {
      const answer = (await lines.ask(`Transfer of seats: ${transferRules.join(', ')} [${draft.transfer}]: `)).trim()
      const rule = transferRules.find((one) => one === answer.toLowerCase())
      if (answer === '') return draft
      if (rule !== undefined) return { ...draft, transfer: rule }
      lines.say(`  “${answer}” is none of ${transferRules.join(', ')}.`)
    }
  },
}

const several: Question = {
  asks: /^seats\.several/,
  async ask(lines, draft) {
    const answer = await lines.ask(`${t.found.several}? y/n [${draft.several ? 'y' : 'n'}]: `)
    return answer.trim() === '' ? draft : { ...draft, several: isYes(answer) }
  },
}

const terms: Question[] = kinds.map((kind) => ({
  asks: new RegExp(`^seats\\.kinds\\.${kind}`),
  async ask(lines, draft) {
    const { days, selfRenewal } = draft.terms[kind]
    const name = t.seats.kind[kind]
    const answer = (await lines.ask(`Term of a seat, ${name}, in days; 0 for none [${days || '0'}]: `)).trim()
    const own = await lines.ask(`Is it ${t.found.selfRenewal}? y/n [${selfRenewal ? 'y' : 'n'}]: `)
    const next = {
      days: answer === '' ? days : /^0+$/.test(answer) ? '' : answer,
      selfRenewal: own.trim() === '' ? selfRenewal : isYes(own),
    }
    return { ...draft, terms: { ...draft.terms, [kind]: next } }
  },
}))

const assets: Question = {
  asks: /^assets/,
  async ask(lines, draft) {
    const shown = draft.assets === '' ? 'none' : draft.assets.replace(/\s+/g, ' ')
    const answer = (await lines.ask(`Tokens that the DAO names, by their addresses; or “none” [${shown}]: `)).trim()
    return answer === '' ? draft : { ...draft, assets: /^none$/i.test(answer) ? '' : answer }
  },
}

const name = line(/^name$/, 'name', t.found.name, 'at most 31 bytes')
const symbol = line(/^symbol$/, 'symbol', t.found.symbol, 'up to 11 letters')
const share = line(/^seats\.admissionShare$/, 'admissionShare', t.found.share, t.found.shareHint)
const all = [name, symbol, charter, founders, deciding, ...numbers, guardian, openGates, share, transfer, several]
const everything = [...all, ...terms, assets]

/** Asks until the answer is one. */
async function askUntil(question: Question, lines: Lines, draft: DaoDraft, keep: Keep): Promise<DaoDraft> {
  for (let next = draft; ;) {
    next = await question.ask(lines, next, keep)
    keep(next)
    const wrong = findWrong(judgeDraft(next), question.asks)
    if (wrong.length === 0) return next
    for (const sentence of wrong) lines.say(`  ${sentence}`)
  }
}

/** Asks for all that a DAO begins with, in the wizard's order. */
export async function askAll(lines: Lines, draft: DaoDraft, keep: Keep): Promise<DaoDraft> {
  let next = draft
  const run = async (questions: readonly Question[]) => {
    for (const question of questions) next = await askUntil(question, lines, next, keep)
  }
  const some = async (what: string, questions: readonly Question[]) => {
    if (isYes(await lines.ask(`Change ${what}? y/n [n]: `))) await run(questions)
  }
  await run([name, symbol, charter, founders, deciding])
  await some('any of its numbers', numbers)
  await run([guardian, openGates, share, transfer, several])
  await some('the terms of seats that are given later', terms)
  await run([assets])
  return askWrong(lines, next, keep)
}

/** Asks again for what is still wrong: of a file, or because numbers do not go together. */
export async function askWrong(lines: Lines, draft: DaoDraft, keep: Keep): Promise<DaoDraft> {
  let next = draft
  for (;;) {
    const judged = judgeDraft(next)
    const question = everything.find(({ asks }) => findWrong(judged, asks).length > 0)
    if (question === undefined) return next
    for (const sentence of findWrong(judged, question.asks)) lines.say(`  ${sentence}`)
    next = await askUntil(question, lines, next, keep)
  }
}
