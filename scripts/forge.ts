import { spawnSync } from 'node:child_process'
import { findBinary } from './find-binary.js'

// Runs the native forge with this process's arguments and passes its exit status on (the npm shim always says 0).

const args = process.argv.slice(2)
// What is released is compiled by itself: its code depends on what is compiled with it, and tests are of no other.
const released = [['build', 'contracts', 'scripts/Deploy.s.sol']]
const isOptimized = ['default', 'deep', 'gas'].includes(process.env['FOUNDRY_PROFILE'] ?? 'default')
for (const each of args[0] === 'test' && isOptimized ? [...released, args] : [args]) {
  const { status } = spawnSync(findBinary('forge'), each, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
