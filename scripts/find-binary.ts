import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { existsSync } from 'node:fs'

const require = createRequire(import.meta.url)

/** The npm package that carries each native program, by `platform-arch` of Node. */
const packages = {
  forge: { 'linux-x64': '@foundry-rs/forge-linux-amd64', 'darwin-arm64': '@foundry-rs/forge-darwin-arm64' },
  anvil: { 'linux-x64': '@foundry-rs/anvil-linux-amd64', 'darwin-arm64': '@foundry-rs/anvil-darwin-arm64' },
  gnd: { 'linux-x64': '@graphprotocol/gnd-linux-x64' },
} as const

/**
 * The path of a native program that came with `npm ci`.
 *
 * @throws Error with a sentence for the user where no package carries it for this platform, or it is not installed.
 */
export function findBinary(name: keyof typeof packages): string {
  const platform = `${process.platform}-${process.arch}`
  const carrier = (packages[name] as Record<string, string>)[platform]
  if (!carrier) throw new Error(`There is no ${name} for ${platform} on npm; Althing's local system runs on linux-x64.`)
  let root: string
  try {
    root = dirname(require.resolve(`${carrier}/package.json`))
  } catch {
    throw new Error(`${name} is missing. Run "npm ci" (optional dependencies included) and try again.`)
  }
  const path = [join(root, 'bin', name), join(root, name)].find(existsSync)
  if (!path) throw new Error(`${carrier} does not hold ${name} where it should. Run "npm ci" again.`)
  return path
}
