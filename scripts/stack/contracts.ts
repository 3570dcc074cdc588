import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { mnemonicToAccount } from 'viem/accounts'
import { findBinary } from '../find-binary.js'
import { parseDeployment, type Deployment } from '../generate.js'
import { mnemonic } from './accounts.js'
import { addFile } from './ipfs.js'
import type { Surroundings } from './process.js'
import { callRpc } from './rpc.js'
import { StackError } from './stack-error.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const marker = join(root, 'out', '.compiled')

/** Compiles contracts/ and the deployment script, unless nothing changed since the last time. */
export async function compileContracts(log: Surroundings['log']): Promise<void> {
  const digest = hashSources()
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return
  log('contracts', 'compiling (the first time takes a minute or two)')
  try {
    await promisify(execFile)(findBinary('forge'), ['build', 'contracts', 'scripts/Deploy.s.sol'], { cwd: root })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new StackError(`The contracts do not compile:\n${stdout}${stderr}`, { cause: error })
  }
  writeFileSync(marker, digest)
}

/**
 * Publishes the charter of Lakeside Commons and deploys it as the first thing on a new chain, so that its addresses are
 * the ones that `contracts/deployments/31337.json` names; on a later start it only looks whether they are there.
 */
export async function provideContracts(
  rpcUrl: string,
  ipfsApi: string,
  first: boolean,
  log: Surroundings['log'],
): Promise<Deployment> {
  const file = join(root, 'contracts/deployments/31337.json')
  if (first) {
    const { deploy } = await import('../deploy.js')
    const { readParameters } = await import('../deploy/parameters.js')
    const parametersFile = join(root, 'scripts/seed/lakeside.json')
    // Before the index hears of it: what is published later appears only half a minute after.
    const { document } = readParameters(parametersFile).charter
    if (document) await addFile(ipfsApi, document)
    const deployed = await deploy({
      rpcUrl,
      parametersFile,
      signer: { kind: 'unlocked', address: mnemonicToAccount(mnemonic).address },
      chainId: 31337,
      network: 'local',
      log: (line) => log('contracts', line),
    })
    const text = JSON.stringify(deployed)
    if (!existsSync(file) || JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) !== text) {
      throw new StackError(
        `The contracts were deployed elsewhere than ${relative(root, file)} says: ${text}. Run "npm run generate" after correcting it.`,
      )
    }
  }
  const deployment = parseDeployment(JSON.parse(readFileSync(file, 'utf8')), relative(root, file))
  // The last one that is created: a chain that an earlier version made has the others at the same addresses.
  if ((await callRpc<string>(rpcUrl, 'eth_getCode', [deployment.splits, 'latest'])) === '0x') {
    throw new StackError(
      'The contracts of this chain are not where this version expects them. Begin anew with: npm start -- --fresh',
    )
  }
  return deployment
}

function hashSources(): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else if (path.endsWith('.sol') || path.endsWith('.toml'))
      hash.update(`${relative(root, path)}\0`).update(readFileSync(path))
  }
  for (const name of [
    'contracts',
    'scripts/Deploy.s.sol',
    'foundry.toml',
    'node_modules/@openzeppelin/contracts/package.json',
  ]) {
    add(join(root, name))
  }
  return hash.digest('hex')
}
