import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'
import type { Asset } from '../domain/treasury'

/** An amount with its asset's name; in smallest units where the token does not say what it is. */
export function sayAmount(amount: bigint, asset: Asset | null, t: Messages, format: Format): string {
  return asset === null ? t.unit.unknownToken(format.number(amount)) : format.amount(amount, asset)
}
