import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findBinary } from './find-binary.js'

type Counts = { passed: number; failed: number }
type Stage = { name: string; run: () => Promise<Counts> }

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  options: { deep: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const environment = { ...process.env, ...(values.deep && { FOUNDRY_PROFILE: 'deep', ALTHING_DEEP: '1' }) }
const folder = mkdtempSync(join(tmpdir(), 'althing-tests-'))

/** In this order: what is quick and tells most comes first. Names as arguments run only those. */
const stages: Stage[] = [
  { name: 'contracts', run: testContracts },
  ...(values.deep ? [{ name: 'mutants', run: testMutants }] : []),
  { name: 'unit', run: () => testProject('unit') },
  { name: 'stack', run: () => testProject('stack') },
  { name: 'e2e', run: testInBrowser },
]

const unknown = positionals.find((name) => !stages.some((stage) => stage.name === name))
if (unknown) {
  console.error(`There is no stage "${unknown}"; there are ${stages.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}

const total: Counts = { passed: 0, failed: 0 }
for (const stage of stages) {
  if (positionals.length && !positionals.includes(stage.name)) continue
  console.log(`\n## ${stage.name}\n`)
  const { passed, failed } = await stage.run()
  console.log(`\n${stage.name}: ${passed} passed, ${failed} failed`)
  total.passed += passed
  total.failed += failed
}
rmSync(folder, { recursive: true, force: true })
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

async function testContracts(): Promise<Counts> {
  const forge = findBinary('forge')
  const built = await run(forge, ['build', 'contracts', 'scripts/Deploy.s.sol'])
  if (built.code !== 0) return { passed: 0, failed: 1 }
  const { code, output } = await run(forge, ['test'], { echo: true })
  const counts = readForge(output)
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** A fixed sample of the planted bugs: one that is found is a test that passed. */
async function testMutants(): Promise<Counts> {
  const { output } = await run(process.execPath, ['--import', 'tsx', 'scripts/mutants.ts', '--sample'])
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? []
  return passed && failed ? { passed: Number(passed), failed: Number(failed) } : { passed: 0, failed: 1 }
}

/** Sums forge's lines `Suite result: ok. 12 passed; 0 failed; 0 skipped; …`. */
function readForge(output: string): Counts {
  const counts: Counts = { passed: 0, failed: 0 }
  for (const [, passed, failed] of output.matchAll(/Suite result: .*?(\d+) passed; (\d+) failed/g)) {
    counts.passed += Number(passed)
    counts.failed += Number(failed)
  }
  return counts
}

async function testInBrowser(): Promise<Counts> {
  const { code } = await run(process.execPath, ['--import', 'tsx', 'scripts/ensure-chromium.ts'], { echo: true })
  return code === 0 ? testProject('e2e') : { passed: 0, failed: 1 }
}

async function testProject(project: string): Promise<Counts> {
  const report = join(folder, `${project}.json`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { code } = await run(
    process.execPath,
    [vitest, 'run', '--project', project, '--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`],
    { echo: true },
  )
  const counts = readVitest(report)
  // A file that does not load fails without a test that does.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function readVitest(report: string): Counts {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>
    return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 }
  } catch {
    // It ended before it could report.
    return { passed: 0, failed: 1 }
  }
}

function run(command: string, args: string[], { echo = true } = {}) {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk
        if (echo) process.stdout.write(chunk)
      })
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
