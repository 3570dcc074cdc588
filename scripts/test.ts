import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, stripVTControlCharacters } from 'node:util'

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
  { name: 'proof', run: testProof },
  { name: 'unit', run: () => testInBrowser('unit') },
  { name: 'stack', run: () => testProject('stack') },
  { name: 'e2e', run: () => testInBrowser('e2e') },
]

const unknown = positionals.find((name) => !stages.some((stage) => stage.name === name))
if (unknown) {
  console.error(`There is no stage "${unknown}"; there are ${stages.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}

const total: Counts = { passed: 0, failed: 0 }
/** What failed, in words; said again at the end, where it is looked for. */
const failures: string[] = []
for (const stage of stages) {
  if (positionals.length && !positionals.includes(stage.name)) continue
  console.log(`\n## ${stage.name}\n`)
  const { passed, failed } = await stage.run()
  console.log(`\n${stage.name}: ${passed} passed, ${failed} failed`)
  total.passed += passed
  total.failed += failed
}
rmSync(folder, { recursive: true, force: true })
if (failures.length > 0) console.log(`\n## what failed\n\n${failures.join('\n')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

async function testContracts(): Promise<Counts> {
  // The long form tries something else each time, and says with which seed it can be had again.
  const seed = values.deep ? ['--fuzz-seed', String(randomInt(2 ** 32))] : []
  if (values.deep) console.log(`forge test ${seed.join(' ')}`)
  const counts = await runForge({})
  // What a transaction costs is committed; a figure that drifted fails.
  const gas = await runForge({ FOUNDRY_PROFILE: 'gas', FORGE_SNAPSHOT_CHECK: 'true' })
  return { passed: counts.passed + gas.passed, failed: counts.failed + gas.failed }

  async function runForge(settings: NodeJS.ProcessEnv): Promise<Counts> {
    const forge = ['--import', 'tsx', 'scripts/forge.ts']
    const { code, output } = await run(process.execPath, [...forge, 'test', ...seed], { settings })
    const counts = readForge(output)
    return code !== 0 && counts.failed === 0 ? { ...counts, ...fail('forge test', output) } : counts
  }
}

/** Whether the tests themselves are enough: each counts what holds of them as passed. */
async function testProof(): Promise<Counts> {
  const commands = [
    ['scripts/trees.ts'],
    ['scripts/coverage.ts'],
    ...(values.deep ? [['scripts/mutation/planted.ts'], ['scripts/mutation/generated.ts', '--sample']] : []),
  ]
  const counts: Counts = { passed: 0, failed: 0 }
  for (const command of commands) {
    const { code, output } = await run(process.execPath, ['--import', 'tsx', ...command])
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? []
    counts.passed += Number(passed ?? 0)
    counts.failed += Number(failed ?? 0) || (code === 0 ? 0 : 1)
    if (code !== 0) fail(command.join(' '), output)
  }
  return counts
}

/** Sums forge's lines `Suite result: ok. 12 passed; 0 failed; 0 skipped; …`. */
function readForge(output: string): Counts {
  const counts: Counts = { passed: 0, failed: 0 }
  for (const [, passed, failed] of output.matchAll(/Suite result: .*?(\d+) passed; (\d+) failed/g)) {
    counts.passed += Number(passed)
    counts.failed += Number(failed)
  }
  // With what it failed: the reason, the counterexample and the name, once each (forge says all of it twice).
  const said = stripVTControlCharacters(output).matchAll(/^\[FAIL[^]*?\) \(.*\)$/gm)
  failures.push(...new Set(Array.from(said, ([text]) => `contracts: ${text}`)))
  return counts
}

/** What a text may do to a page is asked of a browser among the unit tests already. */
async function testInBrowser(project: string): Promise<Counts> {
  const { code, output } = await run(process.execPath, ['--import', 'tsx', 'scripts/ensure-chromium.ts'])
  return code === 0 ? testProject(project) : fail('no browser to test in', output)
}

async function testProject(project: string): Promise<Counts> {
  const report = join(folder, `${project}.json`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { code, output } = await run(process.execPath, [
    vitest,
    'run',
    '--project',
    project,
    '--reporter=verbose',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const counts = readVitest(report)
  return code !== 0 && counts.failed === 0 ? { ...counts, ...fail(project, output) } : counts
}

/** What vitest's reporter `json` writes, as far as it is read here. */
type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    status: string
    /** Why the file itself does not load. */
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

function readVitest(report: string): Counts {
  let read: VitestReport
  try {
    read = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
  } catch {
    // It ended before it could report.
    return { passed: 0, failed: 0 }
  }
  const counts: Counts = { passed: read.numPassedTests, failed: read.numFailedTests }
  for (const { name, status, message, assertionResults } of read.testResults) {
    const file = relative(root, name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    for (const test of failed) fail(`${file}: ${test.fullName}`, test.failureMessages.join('\n'), 'start')
    // A file that does not load fails without a test that does.
    if (status === 'failed' && failed.length === 0) counts.failed += fail(file, message, 'start').failed
  }
  return counts
}

/** Notes a failure with some lines of what was said, by default the last ones, and counts it. */
function fail(what: string, said: string, part: 'start' | 'end' = 'end'): Counts {
  const lines = stripVTControlCharacters(said).trim().split('\n')
  const some = part === 'start' ? lines.slice(0, 20) : lines.slice(-20)
  failures.push([what, ...some.map((line) => `    ${line}`)].join('\n'))
  return { passed: 0, failed: 1 }
}

function run(command: string, args: string[], { settings = {} }: { settings?: NodeJS.ProcessEnv } = {}) {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const env = { ...environment, ...settings }
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk
        process.stdout.write(chunk)
      })
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
