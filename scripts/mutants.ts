import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { findBinary } from './find-binary.js'

/** A bug planted on purpose: the first `find` in `file` becomes `replace`, and some test must fail. */
type Mutant = { name: string; file: string; find: string; replace: string }

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** Whether the tests notice: 'killed', 'survived', or 'broken' when the mutant does not compile or does not apply. */
async function judge(folder: string, { file, find, replace }: Mutant): Promise<'killed' | 'survived' | 'broken'> {
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  if (!source.includes(find)) return 'broken'
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
  try {
    await run(findBinary('forge'), ['test', '--fail-fast'], {
      cwd: folder,
      env: { ...process.env, FOUNDRY_PROFILE: 'mutants' },
      maxBuffer: 1 << 28,
    })
    return 'survived'
  } catch (error) {
    const output = String((error as { stdout?: string }).stdout) + String((error as { stderr?: string }).stderr)
    return output.includes('[FAIL') ? 'killed' : 'broken'
  } finally {
    writeFileSync(path, source)
  }
}

/** By its name, so that a mutant that is added or taken away moves no other into the sample or out of it. */
function isInSample({ name }: Mutant): boolean {
  return createHash('sha256').update(name).digest()[0]! % 5 === 0
}

const { values } = parseArgs({ options: { sample: { type: 'boolean', default: false } } })
const planted = JSON.parse(readFileSync(join(root, 'test/mutants/planted.json'), 'utf8')) as Mutant[]
const mutants = values.sample ? planted.filter(isInSample) : planted
const folder = mkdtempSync(join(tmpdir(), 'althing-mutants-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const part of ['contracts', 'test/contracts', 'foundry.toml', 'scripts/solc.cjs']) {
  cpSync(join(root, part), join(folder, part), { recursive: true })
}
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))

const untouched: Mutant = { name: 'untouched', file: 'foundry.toml', find: '', replace: '' }
if ((await judge(folder, untouched)) !== 'survived') {
  console.error('The tests fail without any mutant. Mend them first: npx tsx scripts/forge.ts test')
  process.exit(1)
}
let killed = 0
for (const mutant of mutants) {
  const verdict = await judge(folder, mutant)
  if (verdict === 'killed') killed += 1
  console.log(`${verdict.padEnd(8)} ${mutant.name}`)
}
console.log(`${killed} passed, ${mutants.length - killed} failed`)
process.exit(killed === mutants.length ? 0 : 1)
