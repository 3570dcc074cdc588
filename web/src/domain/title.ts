const between = ' · '
const isHan = (text: string) => /\p{Script=Han}/u.test(text)

/** A title in several languages, as it stands on chain: `Mend the boat · 修船`. */
export function formatTitle(titles: readonly string[]): string {
  return titles
    .map((title) => title.replace(/\s+/g, ' ').trim())
    .filter((title) => title !== '')
    .join(between)
}

/**
 * The part of a title that a reader of `language` wants. Only a title of exactly two parts, one of them with Chinese
 * characters and one without, is taken apart; any other is shown as it stands.
 *
 * @example chooseTitle('Mend the boat · 修船', 'zh-Hans') // '修船'
 */
export function chooseTitle(title: string, language: string): string {
  const parts = title.split(between)
  if (parts.length !== 2 || isHan(parts[0]!) === isHan(parts[1]!)) return title
  return parts.find((part) => isHan(part) === language.startsWith('zh'))!.trim()
}
