import { createFormat, type Format } from '../i18n/format'
import { en, type Messages } from '../i18n/en'
import { readSetting, writeSetting } from './settings'

export type LanguageTag = 'en' | 'zh-Hans' | 'pseudo'

/** The languages that can be chosen, by their own names. */
export const languageNames = { en: 'English', 'zh-Hans': '简体中文' } as const

/** The language of the page: its messages and formats. */
class Language {
  tag = $state<LanguageTag>('en')
  #t = $state.raw<Messages>()
  #format = $state.raw<Format>()

  /** The messages. Set before anything is shown. */
  get t(): Messages {
    return this.#t!
  }

  get format(): Format {
    return this.#format!
  }

  /** Loads a catalogue and speaks it. */
  async use(tag: LanguageTag): Promise<void> {
    let messages: Messages
    let mark: ((text: string) => string) | undefined
    if (__DEVELOPMENT__ && tag === 'pseudo') {
      const module = await import('../i18n/pseudo')
      messages = module.pseudo
      mark = module.mark
    } else if (tag === 'zh-Hans') messages = (await import('../i18n/zh')).zh
    else messages = en
    this.#t = messages
    this.#format = createFormat(tag === 'zh-Hans' ? tag : 'en-GB', messages, mark)
    this.tag = tag
    document.documentElement.lang = tag === 'pseudo' ? 'en' : tag
  }

  /** Speaks a language from now on, in this browser. */
  async choose(tag: LanguageTag): Promise<void> {
    await this.use(tag)
    writeSetting('language', tag)
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
