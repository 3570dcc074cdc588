export type DurationUnit = 'day' | 'hour' | 'minute' | 'second'

const seconds = { day: 86_400n, hour: 3_600n, minute: 60n, second: 1n } as const

/**
 * A length of time in at most two neighbouring units, the larger first; the rest is dropped.
 *
 * @example splitDuration(90_061n) // [['day', 1], ['hour', 1]]
 */
export function splitDuration(length: bigint): [DurationUnit, number][] {
  const units = Object.keys(seconds) as DurationUnit[]
  let rest = length < 0n ? -length : length
  const parts: [DurationUnit, number][] = []
  for (const unit of units) {
    const count = rest / seconds[unit]
    rest %= seconds[unit]
    if (count > 0n) parts.push([unit, Number(count)])
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.length > 0 ? parts : [['second', 0]]
}
