/** What is not seen and changes how the rest is read: controls, directions, joiners, and letters that are blank. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0]/gu
/** Marks that pile up on one letter until they cover the lines around it. */
const pile = /(\p{M}{3})\p{M}+/gu

/** The most characters of a description that are shown. */
export const mostText = 40_000
/** The most characters of a name, a symbol or a title. */
const mostLine = 160

/**
 * A text that a stranger's contract gave, as it can be shown: its lines stay, whatever would hide or turn something
 * goes, and what is too long ends with an ellipsis. It is still a stranger's text.
 */
export function cleanText(text: string, most = mostText): string {
  const cut = text.slice(0, most * 2)
  const lines = cut.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.replace(/\t/g, '  ').replace(unseen, ''))
  return shorten(lines.join('\n').replace(pile, '$1').trim(), most, cut.length < text.length)
}

/** The same in one line; null where nothing is left. */
export function cleanLine(text: string | null, most = mostLine): string | null {
  if (text === null) return null
  const cut = text.slice(0, most * 4)
  const line = cut.replace(/\s+/gu, ' ').replace(unseen, '').replace(pile, '$1').trim()
  return line === '' ? null : shorten(line, most, cut.length < text.length)
}

function shorten(text: string, most: number, wasCut: boolean): string {
  const letters = [...text.slice(0, (most + 1) * 2)]
  return letters.length > most || wasCut ? `${letters.slice(0, most).join('')}…` : text
}

/** A description as a reader sees it: its first line is the title, the rest its text. Nothing of ours is looked for. */
export function splitDescription(description: string): { readonly title: string | null; readonly text: string } {
  const clean = cleanText(description.replace(/#proposer=0x[0-9a-fA-F]{40}$/, ''))
  const end = clean.indexOf('\n')
  const first = end === -1 ? clean : clean.slice(0, end)
  const title = cleanLine(first.replace(/^#{1,6}\s*/, ''))
  // Of a first line that is too long for a title nothing is lost: it stands in the text as well.
  const isWhole = title !== null && !title.endsWith('…')
  return { title, text: isWhole ? (end === -1 ? '' : clean.slice(end + 1).trim()) : clean }
}
