import { formatInvitationLink, type InvitationLink, parseInvitationLink } from '../domain/invitation'
import { readSetting, writeSetting } from './settings'

/** The most invitations that are kept. */
const most = 200

/** The invitations that an officer made in this browser, the newest first: nobody else knows of them. */
export class InvitationStore {
  links = $state.raw<readonly InvitationLink[]>([])
  #key: string

  constructor(dao: string, officer: string) {
    this.#key = `invitations:${dao}:${officer.toLowerCase()}`
    this.links = (readSetting(this.#key) ?? '')
      .split('\n')
      .map(parseInvitationLink)
      .filter((link) => link !== null)
  }

  /** Keeps one more; false where the browser keeps nothing, so that the link must be copied now. */
  add(link: InvitationLink): boolean {
    return this.#write([link, ...this.links].slice(0, most))
  }

  forget(link: InvitationLink): void {
    this.#write(this.links.filter((one) => one.secret !== link.secret))
  }

  #write(links: readonly InvitationLink[]): boolean {
    this.links = links
    return writeSetting(this.#key, links.length === 0 ? null : links.map(formatInvitationLink).join('\n'))
  }
}
