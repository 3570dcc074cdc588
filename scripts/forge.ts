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
  // What it is measured with, as well.
  forge(['build', 'test/contracts/gas/Stock.sol', 'test/contracts/support/Tokens.sol'])
  // The tests plainly and apart, a tenth of the time: what they deploy is not compiled into them but taken from a file.
  Object.assign(process.env, {
    FOUNDRY_VIA_IR: 'false',
    FOUNDRY_DYNAMIC_TEST_LINKING: 'true',
    FOUNDRY_OUT: 'out-tests',
    FOUNDRY_CACHE_PATH: 'cache-tests',
    // A test may be as large as it likes.
    FOUNDRY_IGNORED_ERROR_CODES: '[3860, 5574, 6335]',
  })
  forge(['build'])
  for (const [name, path] of readCache('cache')) {
    const tested = readCache('cache-tests').get(name)
    if (tested !== undefined) copyFileSync(join(root, 'out', path), join(root, 'out-tests', tested))
  }
}
forge(args)

function forge(each: string[]) {
  const { status } = spawnSync(findBinary('forge'), each, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** Where forge keeps what it made of each contract. */
function readCache(folder: string): Map<string, string> {
  type Cache = {
    files: Record<string, { artifacts: Record<string, Record<string, Record<string, { path: string }>>> }>
  }
  const { files } = JSON.parse(readFileSync(join(root, folder, 'solidity-files-cache.json'), 'utf8')) as Cache
  return new Map(
    Object.entries(files).flatMap(([file, { artifacts }]) =>
      Object.entries(artifacts).map(
        ([name, versions]) => [`${file}:${name}`, Object.values(Object.values(versions)[0]!)[0]!.path] as const,
      ),
    ),
  )
}
