import { buildSubgraph } from '../../scripts/build-subgraph.js'
import { compileContracts } from '../../scripts/stack/contracts.js'

/** What every system of a test stands on is built before the first two of them begin. */
export async function setup(): Promise<void> {
  await compileContracts(() => {})
  await buildSubgraph()
}
