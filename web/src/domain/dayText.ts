import { formatLength, parseLength } from './votingRules'

const day = 86_400

/**
 * Days as somebody types them, as whole seconds: `6`, `1.5`, or hours with a colon where days do not say it, `36:00`.
 * null for anything else.
 */
export function parseDays(text: string): number | null {
  const typed = text.trim()
  const clock = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(typed)
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)
  const found = /^(\d{1,6})(?:\.(\d{1,4}))?$/.exec(typed)
  if (!found) return null
  const seconds = Number(found[1]) * day + (Number((found[2] ?? '').padEnd(4, '0')) * day) / 10_000
  return Number.isSafeInteger(seconds) ? seconds : null
}

/** Seconds as days; the inverse of {@link parseDays}. */
export function formatDays(seconds: number): string {
  const whole = Math.floor(seconds / day)
  const rest = ((seconds % day) * 10_000) / day
  if (rest === 0) return String(whole)
  if (Number.isInteger(rest)) return `${whole}.${String(rest).padStart(4, '0').replace(/0+$/, '')}`
  const clock = formatLength(BigInt(seconds))
  return clock.includes(':') ? clock : `${clock}:00`
}

/** Hours as they are typed, as whole seconds; see `parseLength`. */
export const parseHours = (text: string): number | null => toNumber(parseLength(text))
/** The inverse of {@link parseHours}. */
export const formatHours = (seconds: number): string => formatLength(BigInt(seconds))

const toNumber = (length: bigint | null) => (length === null ? null : Number(length))
