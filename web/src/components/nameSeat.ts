import type { SeatName } from '../domain/seat'
import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'

/** A seat as a heading calls it. */
export function titleSeat({ collection, number }: SeatName, t: Messages, format: Format): string {
  return (collection === 'observers' ? t.seats.observerTitle : t.seats.title)(format.number(number))
}

/** A seat as the text of a sentence calls it. */
export function nameSeat({ collection, number }: SeatName, t: Messages, format: Format): string {
  return (collection === 'observers' ? t.seats.observerName : t.seats.name)(format.number(number))
}
