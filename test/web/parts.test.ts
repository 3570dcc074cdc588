import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogues, type Part } from '../../web/src/i18n/catalogue'
import { routes } from '../../web/src/views/routes'

const source = resolve('web/src')
const parts = Object.keys(catalogues.en) as Part[]
const sections = await Promise.all(
  parts.map(async (part) => [part, Object.keys((await catalogues.en[part]()).messages)] as const),
)
const partOf = new Map(sections.flatMap(([part, names]) => names.map((name) => [name, part] as const)))

/** A file of the client: what it imports, at once or later, and the sections of the catalogue that it speaks with. */
function read(file: string): { imports: string[]; used: string[] } {
  const text = readFileSync(file, 'utf8').replace(/import type [^']*'[^']*'/g, '')
  const imports = [...text.matchAll(/(?:from |import |import\()'(\.[^']*)'/g)].flatMap(([, name]) => {
    const path = resolve(dirname(file), name!)
    return [path, `${path}.ts`].filter((each) => existsSync(each) && statSync(each).isFile())
  })
  // Who asks for a part before using it needs nobody else to.
  if (text.includes('language.need(')) return { imports, used: [] }
  expect(text, `${file} hands the messages on in a way that this test cannot follow`).not.toMatch(
    /\bt\[|\.\.\.t\b|[=:] (language\.)?t[;,)\n]/,
  )
  return { imports, used: [...text.matchAll(/\bt\s*\.(\w+)/g)].map(([, name]) => name!) }
}

/** What stands for other pages, or is reached from each of them: not followed from where it is imported. */
const borders = ['views/routes.ts', 'state/dao.svelte.ts', 'state/language.svelte.ts'].map((name) => join(source, name))

/** The parts that a file speaks with, and all that it leads to. */
function findParts(start: string): Part[] {
  const reached = new Set<string>()
  const found = new Set<Part>()
  const follow = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    const { imports, used } = read(file)
    for (const name of used) if (partOf.has(name)) found.add(partOf.get(name)!)
    for (const each of imports) if (!borders.includes(each)) follow(each)
  }
  follow(start)
  return parts.filter((part) => part !== 'first' && found.has(part))
}

describe('a page loads the parts of the catalogue that it speaks with, and no other', () => {
  it.each(routes.map(({ page, parts }) => [page, parts] as const))('%s', (page, named) => {
    expect([...named]).toEqual(findParts(join(source, `views/${page}/View.svelte`)))
  })

  it('the shell speaks with the first alone', () => {
    expect(findParts(join(source, 'views/shell/Shell.svelte'))).toEqual([])
  })

  // What sends it is a TransactionForm, whose own messages are of that part.
  it('what the state of a DAO prepares speaks with what is shared', () => {
    expect(findParts(join(source, 'state/dao.svelte.ts'))).toEqual(['shared'])
  })
})

it('each section stands in one part', () => {
  expect(partOf.size).toBe(sections.reduce((total, [, names]) => total + names.length, 0))
})
