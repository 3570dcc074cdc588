import type { Address } from 'viem'

/** Why a parameter of a DAO cannot be as it is, for whoever says it in their own words. Times are seconds. */
export type ParameterReason =
  | {
      readonly kind:
        | 'empty'
        | 'space'
        | 'whole'
        | 'address'
        | 'zeroAddress'
        | 'list'
        | 'object'
        | 'file'
        | 'unknown'
        | 'missing'
        | 'flag'
        | 'guardian'
        | 'charter'
        | 'digest'
        | 'zeroDigest'
        | 'notText'
        | 'life'
        | 'swing'
        | 'lock'
    }
  | { readonly kind: 'bytes'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'size'; readonly bytes: number; readonly min: number; readonly max: number }
  | { readonly kind: 'bounds'; readonly value: number; readonly min: number; readonly max: number }
  | { readonly kind: 'twice'; readonly account: Address }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** It stands somewhere from where it cannot be read here. */
  | { readonly kind: 'unread'; readonly path: string; readonly details: string }
  | { readonly kind: 'notJson'; readonly path: string; readonly details: string }

/** A parameter that a DAO cannot be made with: which one, and why. */
export class ParameterError extends Error {
  override name = 'ParameterError'
  constructor(
    readonly parameter: string,
    readonly reason: ParameterReason,
  ) {
    super(`${parameter}: ${sayReason(reason)}`)
  }
}

function sayReason(reason: ParameterReason): string {
  switch (reason.kind) {
    case 'empty':
      return 'is empty or not a text'
    case 'space':
      return 'begins or ends with a space'
    case 'whole':
      return 'is not a whole number'
    case 'address':
      return 'is not an address, or its checksum is wrong'
    case 'zeroAddress':
      return 'is the zero address'
    case 'list':
      return 'is not a list'
    case 'object':
      return 'is not an object'
    case 'file':
      return 'does not hold one JSON object'
    case 'unknown':
      return 'is not a parameter'
    case 'missing':
      return 'is missing'
    case 'flag':
      return 'is neither true nor false'
    case 'guardian':
      return 'is neither null nor an account with a term'
    case 'charter':
      return 'is neither the path of a document, nor its text, nor its SHA-256 digest'
    case 'digest':
      return 'is a digest that is not 32 bytes long'
    case 'zeroDigest':
      return 'is the zero digest'
    case 'notText':
      return 'is not a text in UTF-8'
    case 'life':
      return 'and votingDelay together are longer than 40 days'
    case 'swing':
      return 'is longer than votingPeriod'
    case 'lock':
      return 'is longer than half of votingPeriod'
    case 'bytes':
      return `is ${reason.bytes} bytes of UTF-8 long; at most ${reason.most} fit`
    case 'size':
      return `holds ${reason.bytes} bytes; it must be from ${reason.min} to ${reason.max}`
    case 'bounds':
      return `is ${reason.value}; it must be from ${reason.min} to ${reason.max}`
    case 'twice':
      return `names ${reason.account} twice`
    case 'word':
      return `is not one of ${reason.words.join(', ')}`
    case 'unread':
      return `${reason.path} cannot be read (${reason.details})`
    case 'notJson':
      return `${reason.path} is not JSON (${reason.details})`
  }
}
