import type { Choice } from '../proposal'
import { cleanLine } from './foreignText'

/**
 * How a governor counts, by its own `COUNTING_MODE`. `bravo`: against, for, abstain as 0, 1, 2. `fractional`: the same,
 * and a vote may be split among them. Whatever else is `unknown`: nobody can say here what a vote would do.
 */
export type Counting =
  | {
      readonly kind: 'bravo' | 'fractional'
      /** What counts for the quorum; null where it says something else. */
      readonly quorum: readonly Choice[] | null
      readonly text: string
    }
  | { readonly kind: 'unknown'; readonly text: string | null }

const known = new Set(['bravo', 'fractional', 'override'])
const counted: Readonly<Record<string, readonly Choice[]>> = {
  for: ['for'],
  against: ['against'],
  abstain: ['abstain'],
  bravo: ['for'],
}

/**
 * What a governor says of its counting (`IGovernor.COUNTING_MODE`, in the form of a URL's query).
 *
 * @example parseCountingMode('support=bravo&quorum=for,abstain') // { kind: 'bravo', quorum: ['for', 'abstain'], … }
 */
export function parseCountingMode(mode: string | null): Counting {
  const text = cleanLine(mode)
  const unknown: Counting = { kind: 'unknown', text }
  if (mode === null || mode.length > 256) return unknown
  const fields = new URLSearchParams(mode)
  const names = [...fields.keys()]
  if (new Set(names).size !== names.length) return unknown
  if (names.some((name) => !['support', 'quorum', 'params', 'overridable'].includes(name))) return unknown
  const support = fields.get('support')?.split(',') ?? []
  const params = fields.get('params')
  if (!support.includes('bravo') || support.some((word) => !known.has(word))) return unknown
  if (params !== null && params !== 'fractional') return unknown
  if (support.includes('fractional') !== (params === 'fractional')) return unknown
  const words = fields.get('quorum')?.split(',') ?? []
  const isTold = words.length > 0 && words.every((word) => counted[word] !== undefined)
  return {
    kind: params === 'fractional' ? 'fractional' : 'bravo',
    quorum: isTold ? words.flatMap((word) => counted[word]!) : null,
    text: text!,
  }
}
