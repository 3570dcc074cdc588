import type { Hex } from 'viem'
import type { DecodedLog } from './decodedLog'
import type { Timepoint } from './timepoint'

/** What a document is, in the order of the registry's `Kind`. */
export const documentKinds = ['charter', 'resolution', 'policy'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** A document that a DAO adopted. */
export type AdoptedDocument = {
  /** From 1; the charter that the DAO began with is the first. */
  readonly number: number
  readonly kind: DocumentKind
  /** SHA-256 of its bytes. */
  readonly digest: Hex
  readonly adoptedAt: Timepoint
  /** The number of the document in its place; null while it is in force. */
  readonly repealedBy: number | null
}

/** The documents that the registry's events tell of, the newest first. */
export function foldDocuments(logs: readonly DecodedLog[]): AdoptedDocument[] {
  const documents = new Map<number, AdoptedDocument>()
  for (const { eventName, args, at } of logs) {
    const number = Number(args['number'])
    if (eventName === 'DocumentAdopted') {
      const kind = documentKinds[Number(args['kind'])]
      if (kind === undefined) continue
      documents.set(number, { number, kind, digest: args['digest'] as Hex, adoptedAt: at, repealedBy: null })
    } else if (eventName === 'DocumentRepealed') {
      const document = documents.get(number)
      if (document) documents.set(number, { ...document, repealedBy: Number(args['by']) })
    }
  }
  return [...documents.values()].sort((a, b) => b.number - a.number)
}
