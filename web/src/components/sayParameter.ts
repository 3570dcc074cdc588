import type { ParameterError } from '../domain/parameterError'
import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'

const lengths = /^(votingDelay|votingPeriod|timelockDelay|grace|swingExtension|lockWindow)$|term$/

/** What is wrong with a parameter of a DAO, to whoever typed it. */
export function sayParameter({ parameter, reason }: ParameterError, t: Messages, format: Format): string {
  const says = t.found.problem
  const write = (value: number) => (lengths.test(parameter) ? format.duration(BigInt(value)) : format.number(value))
  switch (reason.kind) {
    case 'empty':
    case 'space':
    case 'whole':
    case 'address':
    case 'zeroAddress':
    case 'life':
    case 'swing':
    case 'lock':
      return says[reason.kind]
    case 'bytes':
      return says.bytes(format.number(reason.bytes), format.number(reason.most))
    case 'size':
      return reason.bytes === 0 ? says.empty : says.size(format.number(reason.bytes), format.number(reason.max))
    case 'bounds':
      return says.bounds(write(reason.min), write(reason.max))
    case 'twice':
      return says.twice(reason.account)
    default:
      return says.form
  }
}

/** What a parameter is called where it is asked for. */
export function nameParameter({ parameter }: ParameterError, t: Messages): string {
  const says = t.found
  const field = Object.keys(says.field).find((name) => name === parameter)
  if (field) return says.field[field as keyof typeof says.field]
  const names: readonly [string, string][] = [
    ['name', says.name],
    ['symbol', says.symbol],
    ['charter', says.charter],
    ['founders', says.list],
    ['guardian.term', says.guardianTerm],
    ['guardian', says.guardianAccount],
    ['seats.admissionShare', says.share],
    ['seats.kinds', says.terms],
    ['assets', says.assetsText],
  ]
  return names.find(([name]) => parameter.startsWith(name))?.[1] ?? parameter
}
