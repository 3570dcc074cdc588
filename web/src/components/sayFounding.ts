import type { Founding } from '../domain/founding'
import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'

/** Of the catalogue what is said here; the terminal has no more. */
type Words = Pick<Messages, 'found'>

/** What somebody chose, by what follows from it. */
export function sayConsequences(founding: Founding, t: Words, format: Format): string[] {
  const { seats, quorum, earliest, extended, blocking, threshold } = founding
  const [n, needed] = [format.number(seats), format.number(quorum)]
  return [
    seats <= 3n ? t.found.withFew(n, needed) : t.found.withMembers(n, needed),
    t.found.earliest(format.duration(earliest)),
    t.found.extended(format.duration(extended)),
    t.found.proposing(format.votes(threshold)),
    t.found.blocking(format.number(blocking)),
  ]
}

/** What it would take to move all that the DAO has, against the others. */
export function sayAttack(
  { attack, early }: Founding,
  seats: { readonly transfer: string; readonly several: boolean },
  t: Words,
  format: Format,
): string[] {
  const { seats: n, of, after, unopposed, guarded } = attack
  return [
    t.found.attack(format.number(n), format.number(of), format.duration(after)),
    ...(unopposed < n ? [t.found.unopposed(format.number(unopposed))] : []),
    ...(guarded === null ? [] : [t.found.guarded(format.duration(guarded))]),
    ...(early === null ? [] : [t.found.early(format.number(early.seats), format.number(early.of))]),
    ...(seats.transfer === 'free' ? [t.found.bought] : []),
    ...(seats.several ? [t.found.hoarded] : []),
  ]
}
