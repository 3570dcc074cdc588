import { DocumentAdopted, DocumentRepealed } from '../generated/templates/Registry/Registry'
import { AdoptedDocument } from '../generated/schema'
import { Document as DocumentTemplate } from '../generated/templates'
import { toCid } from './cid'
import { linkDecision } from './decisions'
import { getDao } from './entities'
import { numberedId } from './ids'

/** As `Kind` of the registry counts them. */
const KINDS = ['CHARTER', 'RESOLUTION', 'POLICY']

export function handleDocumentAdopted(event: DocumentAdopted): void {
  const dao = getDao()
  const params = event.params
  const id = numberedId(dao.registry, params.number)
  if (AdoptedDocument.load(id) !== null) return
  const adopted = new AdoptedDocument(id)
  const cid = toCid(params.digest)
  adopted.dao = dao.id
  adopted.number = params.number
  adopted.kind = params.kind < KINDS.length ? KINDS[params.kind] : 'UNKNOWN'
  adopted.digest = params.digest
  adopted.cid = cid
  adopted.document = cid
  // None for the charter that the DAO began with: its decision is zero.
  linkDecision(adopted, dao, params.decision)
  adopted.adoptedAt = event.block.timestamp
  adopted.block = event.block.number
  adopted.transaction = event.transaction.hash
  adopted.save()

  dao.documentCount += 1
  if (adopted.kind == 'CHARTER') dao.charter = id
  dao.save()
  DocumentTemplate.create(cid)
}

export function handleDocumentRepealed(event: DocumentRepealed): void {
  const dao = getDao()
  const repealed = AdoptedDocument.load(numberedId(dao.registry, event.params.number))
  const by = AdoptedDocument.load(numberedId(dao.registry, event.params.by))
  if (repealed === null || by === null) return
  repealed.repealedBy = by.id
  repealed.repealedAt = event.block.timestamp
  repealed.save()
}
