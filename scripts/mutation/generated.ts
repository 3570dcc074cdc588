import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, URL } from 'node:url'
import { parseArgs } from 'node:util'
import { generateMutants, type Mutant } from './generate-mutants.js'
import { judgeMutants } from './judge-mutants.js'

/**
 * Runs the tests against every mutant of every line of ours, or a fixed sample (`--sample`), or those of some contracts
 * (names as arguments). At least nine of ten die in each contract, and who survives stands in `survivors.json` with the
 * reason. `--list` only prints them.
 */

/** Enough that the sample has more than 150. */
const SAMPLE = 14

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values, positionals } = parseArgs({
  options: { sample: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const excused = new Map(
  (JSON.parse(readFileSync(join(root, 'test/mutants/survivors.json'), 'utf8')) as { id: string; reason: string }[]).map(
    ({ id, reason }) => [id, reason],
  ),
)
const all = generateMutants(root)
const contracts = [...new Set(all.map(({ contract }) => contract))]
const chosen = contracts
  .filter((contract) => positionals.length === 0 || positionals.includes(contract))
  .flatMap((contract) => {
    const own = all.filter((mutant) => mutant.contract === contract)
    // By their ids, so that a mutant that is added or goes moves one other at most into the sample or out of it.
    return values.sample ? own.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, SAMPLE) : own
  })
const describe = ({ id, file, line, name }: Mutant) => `${id} ${file}:${line} ${name}`

if (values.list) {
  for (const mutant of chosen) console.log(describe(mutant))
  process.exit(0)
}

const tally = new Map(contracts.map((contract) => [contract, { killed: 0, survived: 0, broken: 0 }]))
const unexcused: Mutant[] = []
await judgeMutants(chosen, (mutant, verdict) => {
  tally.get(mutant.contract)![verdict] += 1
  const reason = verdict === 'survived' ? excused.get(mutant.id) : undefined
  if (verdict === 'survived' && !reason) unexcused.push(mutant)
  console.log(`${verdict.padEnd(8)} ${describe(mutant)}${reason ? ` (${reason})` : ''}`)
})

let passed = 0
let failed = unexcused.length
console.log()
for (const [contract, { killed, survived, broken }] of tally) {
  if (killed + survived === 0) continue
  const share = killed / (killed + survived)
  if (share < 0.9) failed += 1
  passed += killed
  console.log(
    `${contract.padEnd(24)} ${String(killed).padStart(4)} of ${killed + survived} killed, ${(100 * share).toFixed(1)} %` +
      ` (${broken} do not compile)${share < 0.9 ? ', fewer than nine of ten' : ''}`,
  )
}
const known = new Set(all.map(({ id }) => id))
for (const id of excused.keys()) {
  if (known.has(id)) continue
  failed += 1
  console.log(`survivors.json names ${id}, which is no mutant any more.`)
}
for (const mutant of unexcused) console.log(`no reason: ${describe(mutant)}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
