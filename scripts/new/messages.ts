import type { Messages } from '../../web/src/i18n/catalogue.js'
import { messages as first } from '../../web/src/i18n/en/first.js'
import { messages as found } from '../../web/src/i18n/en/found.js'
import { createFormat } from '../../web/src/i18n/format.js'

/** What the terminal says, in the wizard's own words; of the catalogue's parts the two that it speaks with. */
export const t = { ...first, ...found }
export const format = createFormat('en-GB', t as unknown as Messages)
