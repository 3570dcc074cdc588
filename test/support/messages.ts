import { catalogues, type Messages, type Part } from '../../web/src/i18n/catalogue.js'

/** A language whole, as nobody's page loads it: all of its parts in one. */
async function gather(tag: keyof typeof catalogues): Promise<Messages> {
  const parts = await Promise.all((Object.keys(catalogues[tag]) as Part[]).map((part) => catalogues[tag][part]()))
  return Object.assign({}, ...parts.map(({ messages }) => messages)) as Messages
}

export const en = await gather('en')
export const zh = await gather('zh-Hans')
