import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'
import type { Right } from '../domain/right'
import { splitRound } from '../domain/right'

/** What a right is called: its kind and its number. */
export function sayRight({ kind, number }: Pick<Right, 'kind' | 'number'>, t: Messages, format: Format): string {
  const { envelope, round } = splitRound(number)
  if (kind === 'distribution' && round > 0n) return t.rights.round(format.number(round), format.number(envelope))
  return t.rights.name(t.rights.kind[kind], format.number(number))
}
