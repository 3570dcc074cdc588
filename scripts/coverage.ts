import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBinary } from './find-binary.js'

/** How many of our contracts' lines and branches the tests reach, and whether that is enough. */

/** Percent of all of ours. */
const bounds = { lines: 98, branches: 95 }

type Reached = { hit: number; found: number }

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'althing-coverage-'))
const report = join(folder, 'lcov.info')
const { status, stdout, stderr } = spawnSync(
  findBinary('forge'),
  ['coverage', '--report', 'lcov', '--report-file', report],
  { cwd: root, env: { ...process.env, FOUNDRY_PROFILE: 'coverage' }, encoding: 'utf8', maxBuffer: 1 << 28 },
)
if (status !== 0) {
  console.error(stdout, stderr)
  process.exit(1)
}

/** Of one file of the report (lcov: LF and LH count lines, BRF and BRH branches). */
function readFile(section: string): { file: string; lines: Reached; branches: Reached } {
  const count = (key: string) => Number(new RegExp(`^${key}:(\\d+)$`, 'm').exec(section)?.[1] ?? 0)
  return {
    file: /^SF:(.*)$/m.exec(section)?.[1] ?? '',
    lines: { hit: count('LH'), found: count('LF') },
    branches: { hit: count('BRH'), found: count('BRF') },
  }
}

const files = readFileSync(report, 'utf8')
  .split('end_of_record')
  .map(readFile)
  .filter(({ file }) => file.startsWith('contracts/') && !file.startsWith('contracts/development/'))
rmSync(folder, { recursive: true })

const percent = ({ hit, found }: Reached) => (found === 0 ? 100 : (100 * hit) / found)
const show = (reached: Reached) =>
  `${percent(reached).toFixed(1).padStart(5)} % (${reached.hit}/${reached.found})`.padEnd(18)
for (const { file, lines, branches } of files) {
  console.log(`${file.padEnd(52)} lines ${show(lines)} branches ${show(branches)}`)
}
let failed = 0
for (const [name, bound] of Object.entries(bounds) as ['lines' | 'branches', number][]) {
  const all = files.reduce<Reached>(
    (sum, file) => ({ hit: sum.hit + file[name].hit, found: sum.found + file[name].found }),
    { hit: 0, found: 0 },
  )
  if (percent(all) < bound) failed += 1
  console.log(`${name}: ${show(all).trim()}, at least ${bound} %`)
}
console.log(`${2 - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
