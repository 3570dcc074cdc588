import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBinary } from '../find-binary.js'

/** The bytes from `start` to `end` of `file` become `replacement`. */
export type Edit = { file: string; start: number; end: number; replacement: string }

/** 'broken' is a mutant that does not compile. */
export type Verdict = 'killed' | 'survived' | 'broken'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** First the cases of the contract's own folder, then its fuzz tests, then all: most mutants are dead by then. */
const rounds = [
  { args: (own: string) => ['--match-path', own, '--no-match-test', '^testFuzz'], runs: 1 },
  { args: (own: string) => ['--match-path', own, '--no-match-contract', 'CountingTest'], runs: 16 },
  { args: () => [], runs: 32 },
]

/** @param limit milliseconds that it may take */
function runForge(
  folder: string,
  own: string,
  { args, runs }: (typeof rounds)[number],
  limit?: number,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(findBinary('forge'), ['test', '--fail-fast', ...args(own)], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // The same tries each time.
      env: { ...process.env, FOUNDRY_PROFILE: 'mutants', FOUNDRY_FUZZ_SEED: '1', FOUNDRY_FUZZ_RUNS: String(runs) },
    })
    let output = ''
    const end = () => void process.kill(-child.pid!, 'SIGKILL')
    const timer = limit === undefined ? undefined : setTimeout(end, limit)
    process.once('exit', end)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      process.off('exit', end)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** @param limits milliseconds that each round may take */
async function judge(folder: string, { file, start, end, replacement }: Edit, limits: number[]): Promise<Verdict> {
  const path = join(folder, file)
  const source = readFileSync(path)
  writeFileSync(path, Buffer.concat([source.subarray(0, start), Buffer.from(replacement), source.subarray(end)]))
  try {
    const own = `test/${file.split('/').slice(0, 2).join('/')}/**`
    for (const [index, round] of rounds.entries()) {
      const { code, output } = await runForge(folder, own, round, limits[index])
      // An endless loop is noticed, too: it takes too long, or all the gas or memory.
      if (code !== 0) return output.includes('Compiler run failed') ? 'broken' : 'killed'
    }
    return 'survived'
  } finally {
    writeFileSync(path, source)
  }
}

/**
 * Runs the contracts' tests against each mutant, in as many copies of the project as there are cores.
 *
 * @param report Called once a mutant, in the order in which they end.
 * @throws Error when the tests fail without any mutant.
 */
export async function judgeMutants<T extends Edit>(mutants: T[], report: (mutant: T, verdict: Verdict) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'althing-mutants-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const first = join(folder, '0')
  for (const part of ['contracts', 'test/contracts', 'foundry.toml', 'scripts/solc.cjs', 'scripts/Deploy.s.sol']) {
    cpSync(join(root, part), join(first, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(first, 'node_modules'))
  // On a busy machine all take longer, those without a bug as well.
  const limits: number[] = []
  for (const round of rounds) {
    const begun = performance.now()
    const { code } = await runForge(first, 'test/contracts/**', round)
    if (code !== 0) throw new Error('The tests fail without any mutant. Mend them first: npx tsx scripts/forge.ts test')
    limits.push(4 * (performance.now() - begun))
  }
  const folders = Array.from({ length: availableParallelism() }, (_, index) => join(folder, String(index)))
  for (const other of folders.slice(1)) cpSync(first, other, { recursive: true, verbatimSymlinks: true })
  const waiting = [...mutants]
  const workers = folders.map(async (own) => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift())
      report(mutant, await judge(own, mutant, limits))
  })
  await Promise.all(workers)
}
