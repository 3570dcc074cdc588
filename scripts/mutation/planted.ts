import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judgeMutants } from './judge-mutants.js'

/**
 * Plants each bug of `test/mutants/planted.json`, or those that are asked for (names of contracts or of bugs): the first
 * `find` in `file` becomes `replace`, and some test must fail.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const planted = JSON.parse(readFileSync(join(root, 'test/mutants/planted.json'), 'utf8')) as {
  name: string
  file: string
  find: string
  replace: string
}[]
const asked = process.argv.slice(2)
const chosen = planted.filter(
  ({ file, name }) => asked.length === 0 || asked.includes(basename(file, '.sol')) || asked.includes(name),
)
const bugs = chosen.map(({ name, file, find, replace }) => {
  const source = readFileSync(join(root, file))
  const start = source.indexOf(find)
  if (start === -1)
    throw new Error(`${file} does not hold what "${name}" is to replace. Bring planted.json up to date.`)
  return { name, file, start, end: start + Buffer.byteLength(find), replacement: replace }
})
let killed = 0
await judgeMutants(bugs, ({ name }, verdict) => {
  if (verdict === 'killed') killed += 1
  console.log(`${verdict.padEnd(8)} ${name}`)
})
console.log(`${killed} passed, ${bugs.length - killed} failed`)
process.exit(killed === bugs.length ? 0 : 1)
