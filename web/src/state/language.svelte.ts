import { catalogues, type Messages, type Part } from '../i18n/catalogue'
import { createFormat, type Format } from '../i18n/format'
import { readSetting, writeSetting } from './settings'

export type LanguageTag = 'en' | 'zh-Hans' | 'pseudo'

/** The languages that can be chosen, by their own names. */
export const languageNames = { en: 'English', 'zh-Hans': '简体中文' } as const

/** The language of the page: its messages and formats. */
class Language {
  tag = $state<LanguageTag>('en')
  /** The language that was chosen and did not come: the network is away, or a new version stands there. */
  failed = $state<LanguageTag | null>(null)
  #t = $state.raw<Messages>()
  #format = $state.raw<Format>()
  #needed = new Set<Part>(['first'])
  #loaded: Record<LanguageTag, Partial<Messages>> = { en: {}, 'zh-Hans': {}, pseudo: {} }
  #parts: Record<LanguageTag, Set<Part>> = { en: new Set(), 'zh-Hans': new Set(), pseudo: new Set() }

  /** The messages of the first part, and of the parts that were needed. Set before anything is shown. */
  get t(): Messages {
    return this.#t!
  }

  get format(): Format {
    return this.#format!
  }

  /** Loads what the pages need that were opened, and speaks the language; throws where it does not come. */
  async use(tag: LanguageTag): Promise<void> {
    const mark = __DEVELOPMENT__ && tag === 'pseudo' ? (await import('../i18n/pseudo')).mark : undefined
    await this.#load(() => tag, this.#needed)
    const messages = this.#loaded[tag] as Messages
    this.#t = messages
    this.#format = createFormat(tag === 'zh-Hans' ? tag : 'en-GB', messages, mark)
    this.tag = tag
    document.documentElement.lang = tag === 'pseudo' ? 'en' : tag
  }

  /** Whether a part was loaded in the language that is spoken. */
  has(part: Part): boolean {
    return this.#parts[this.tag].has(part)
  }

  /** Loads parts for what is shown next, in the language that is spoken then; throws where they do not come. */
  async need(parts: readonly Part[]): Promise<void> {
    for (const part of parts) this.#needed.add(part)
    await this.#load(() => this.tag, parts)
  }

  /** Speaks a language from now on, in this browser; where it does not come, the one before. */
  async choose(tag: LanguageTag): Promise<void> {
    this.failed = null
    try {
      await this.use(tag)
      writeSetting('language', tag)
    } catch {
      this.failed = tag
    }
  }

  /** Language and parts may change while something is on its way: it ends when nothing is missing. */
  async #load(tagNow: () => LanguageTag, parts: Iterable<Part>): Promise<void> {
    for (;;) {
      const tag = tagNow()
      const missing = [...parts].filter((part) => !this.#parts[tag].has(part))
      if (missing.length === 0) return
      await Promise.all(missing.map((part) => this.#loadPart(tag, part)))
    }
  }

  async #loadPart(tag: LanguageTag, part: Part): Promise<void> {
    let { messages }: { messages: Partial<Messages> } = await catalogues[tag === 'pseudo' ? 'en' : tag][part]()
    if (__DEVELOPMENT__ && tag === 'pseudo') messages = (await import('../i18n/pseudo')).toPseudo(messages)
    Object.assign(this.#loaded[tag], messages)
    this.#parts[tag].add(part)
  }
}

export const language = new Language()

/** What to speak first: what the address asks for, what was chosen before, what the browser prefers. */
export function preferLanguage(search: string, preferred: readonly string[]): LanguageTag {
  const asked = new URLSearchParams(search).get('lang')
  for (const wanted of [asked, readSetting('language'), ...preferred]) {
    if (__DEVELOPMENT__ && wanted === 'pseudo') return 'pseudo'
    if (wanted?.startsWith('zh')) return 'zh-Hans'
    if (wanted?.startsWith('en')) return 'en'
  }
  return 'en'
}
