/**
 * An amount in words of its asset's decimals, as smallest units; null where the text is no amount.
 * Digits and one point only: commas mean different things in different places.
 *
 * @example parseMoney('12.5', 6) // 12_500_000n
 */
export function parseMoney(text: string, decimals: number): bigint | null {
  const found = /^(\d{0,78})(?:\.(\d*))?$/.exec(text.trim())
  if (!found) return null
  const whole = found[1] ?? ''
  const fraction = (found[2] ?? '').replace(/0+$/, '')
  if (whole === '' && (found[2] ?? '') === '') return null
  if (fraction.length > decimals) return null
  return BigInt((whole || '0') + fraction.padEnd(decimals, '0'))
}

/** Smallest units as a plain decimal text; the inverse of {@link parseMoney}. */
export function formatMoney(units: bigint, decimals: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`
}
