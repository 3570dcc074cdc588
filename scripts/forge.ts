import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBinary } from './find-binary.js'

// Runs the native forge with this process's arguments and passes its exit status on (the npm shim always says 0).

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)
if (args[0] === 'test' && ['default', 'deep', 'gas'].includes(process.env['FOUNDRY_PROFILE'] ?? 'default')) {
  // What is released is compiled by itself: its code depends on what is compiled with it.
  forge(['build', 'contracts', 'scripts/Deploy.s.sol'])
  forge(['build'])
  useReleased()
}
forge(args)

function forge(each: string[]) {
  const { status } = spawnSync(findBinary('forge'), each, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/**
 * Tests are compiled with less effort, and so is what they deploy, beside them (`foundry.toml`): what is released is put
 * in its place.
 */
function useReleased() {
  type Artifact = { path: string } | undefined
  type Cache = { files: Record<string, { artifacts: Record<string, Record<string, Record<string, Artifact>>> }> }
  const { files } = JSON.parse(readFileSync(join(root, 'cache/solidity-files-cache.json'), 'utf8')) as Cache
  for (const [file, { artifacts }] of Object.entries(files)) {
    if (!file.startsWith('contracts/')) continue
    for (const { default: released, plain } of Object.values(artifacts).flatMap((made) => Object.values(made))) {
      if (released && plain) copyFileSync(join(root, 'out', released.path), join(root, 'out', plain.path))
    }
  }
}
