import { emptyDraft, parseDraft, type ProposalDraft } from '../domain/draft'
import { readSetting, writeSetting } from './settings'

/** The proposal that is being written, kept in this browser with every stroke. */
export class DraftStore {
  draft = $state.raw<ProposalDraft>(emptyDraft)
  #key: string

  constructor(dao: string) {
    this.#key = `draft:${dao}`
    this.draft = parseDraft(readSetting(this.#key))
  }

  get isWritten(): boolean {
    return JSON.stringify(this.draft) !== JSON.stringify(emptyDraft)
  }

  write(draft: ProposalDraft): void {
    this.draft = draft
    writeSetting(this.#key, JSON.stringify(draft))
  }

  clear(): void {
    this.draft = emptyDraft
    writeSetting(this.#key, null)
  }
}
