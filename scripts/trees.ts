import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listContracts, parseContracts, type Node } from './mutation/generate-mutants.js'

/**
 * Whether the trees of `test/contracts` tell what the tests show: each leaf names its tests (`leaf · Name, Name`, without
 * `test_` and ids), each test stands in a leaf of its folder's tree, each function of ours that changes something stands
 * in a root (`name (Contract.function, …)`), and each threat, law and finding that the contracts answer for stands in a
 * test's name (`_T42`, `… (T42)`) or, with its reason, in `contracts/NOT-APPLICABLE.md`.
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const problems: string[] = []

const listFiles = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .sort()
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** `testFuzz_ItReverts_T42_I26` is the test ItReverts. */
const nameOf = (test: string) => test.replace(/^(test|testFuzz)_/, '').replace(/(_[TIF]\d+)+$/, '')
const listTests = (file: string) =>
  [...read(file).matchAll(/function ((?:test|invariant)\w+)\(/g)].map(([, name]) => name!)

const roots: string[] = []
let leaves = 0
for (const tree of listFiles('test/contracts', '.tree')) {
  const tests = listFiles(dirname(tree), '.t.sol').flatMap(listTests).map(nameOf)
  const named = new Set<string>()
  const lines = read(tree).trimEnd().split('\n')
  roots.push(...(/\((.*)\)$/.exec(lines[0]!)?.[1]?.split(', ') ?? []))
  lines.forEach((line, index) => {
    const depth = (text: string | undefined) => text?.search(/[^│├└─\s]/) ?? 0
    if (index === 0 || depth(lines[index + 1]) > depth(line)) return
    leaves += 1
    const names = line.split(' · ')[1]?.split(', ') ?? []
    if (!names.length) problems.push(`${tree}:${index + 1} has a leaf without a test: ${line.trim()}`)
    for (const name of names) {
      named.add(name)
      if (!tests.includes(name)) problems.push(`${tree}:${index + 1} names ${name}, which is no test of its folder.`)
    }
  })
  for (const test of tests) if (!named.has(test)) problems.push(`${tree} does not name the test ${test}.`)
}

for (const [file, ast] of parseContracts(root, listContracts(root))) {
  for (const contract of (ast.nodes as Node[]).filter(({ contractKind }) => contractKind === 'contract')) {
    for (const node of contract.nodes as Node[]) {
      if (node.nodeType !== 'FunctionDefinition' || node.kind === 'constructor') continue
      if (!['external', 'public'].includes(String(node.visibility)) || node.stateMutability === 'view') continue
      const name = `${String(contract.name)}.${String(node.name || node.kind)}`
      if (node.stateMutability !== 'pure' && !roots.includes(name))
        problems.push(`${file}: no tree has ${name} in its root.`)
    }
  }
}

const range = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`)
const ids = [...range('F', 1, 10), ...range('T', 1, 49), ...range('I', 1, 34)]
/** Ids that end a title in parentheses, or begin it: `'is refused (T48)'`, `'I-42: the database …'`. */
const titles = listFiles('test', '.test.ts').flatMap((file) =>
  [...read(file).matchAll(/\(((?:[A-Z]-?\d+(?:, )?)+)\)['"`]|['"`]((?:[A-Z]-?\d+(?:, )?)+): /g)].map(
    ([, last, first]) => (last ?? first)!,
  ),
)
const names = [...listFiles('test/contracts', '.t.sol').flatMap(listTests), ...titles]
const shown = new Set(
  names.flatMap((name) =>
    [...name.matchAll(/(?<![A-Za-z0-9])([TIF])-?(\d+)(?!\d)/g)].map(([, letter, number]) => letter! + number),
  ),
)
const excuses = 'contracts/NOT-APPLICABLE.md'
const excused = new Set(
  existsSync(join(root, excuses)) ? [...read(excuses).matchAll(/^\| ([TIF]\d+) +\| \S/gm)].map(([, id]) => id!) : [],
)
for (const id of ids) {
  if (!shown.has(id) && !excused.has(id)) problems.push(`${id} stands in no test's name and not in ${excuses}.`)
  if (shown.has(id) && excused.has(id)) problems.push(`${excuses} excuses ${id}, which a test shows.`)
}

for (const problem of problems) console.log(problem)
console.log(`${leaves + ids.length - problems.length} passed, ${problems.length} failed`)
process.exit(problems.length === 0 ? 0 : 1)
