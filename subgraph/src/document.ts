import { Bytes, dataSource } from '@graphprotocol/graph-ts'
import { Document, DocumentSection } from '../generated/schema'
import { parseSections, Section } from './sections'

/** Bytes: what one block of IPFS holds. */
const SIZE_LIMIT = 262144

/** Null for what is not UTF-8 or holds a NUL, which no text does. */
function decodeText(content: Bytes): string | null {
  for (let i = 0; i < content.length; i++) if (content[i] == 0) return null
  // The host replaces what is malformed, so that only well-formed text comes back as it went.
  const text = content.toString()
  return Bytes.fromUTF8(text) == content ? text : null
}

export function handleDocument(content: Bytes): void {
  const cid = dataSource.stringParam()
  const text = content.length > 0 && content.length <= SIZE_LIMIT ? decodeText(content) : null
  const sections = text === null ? new Array<Section>() : parseSections(text)

  const document = new Document(cid)
  document.status = sections.length > 0 ? 'VALID' : 'INVALID'
  document.size = content.length
  document.save()

  for (let i = 0; i < sections.length; i++) {
    const section = new DocumentSection(cid + '/' + sections[i].language)
    section.document = cid
    section.language = sections[i].language
    section.title = sections[i].title
    section.body = sections[i].body
    section.save()
  }
}
