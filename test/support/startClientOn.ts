import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createPublicClient, http, zeroAddress } from 'viem'
import { accountCount, mnemonic } from '../../scripts/stack/accounts.js'
import { answerStatic } from '../../scripts/stack/client/answer-static.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The built client on a chain and nothing else: no index, no IPFS, no DAO of ours. */
export async function startClientOn(rpcUrl: string): Promise<{ clientUrl: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'althing-client-'))
  const reader = createPublicClient({ transport: http(rpcUrl) })
  const { hash: genesisHash } = await reader.getBlock({ blockNumber: 0n })
  const chain = {
    ...{ id: 31337, name: 'Local', rpcs: [rpcUrl], subgraph: null, gateways: [], ipfsApi: null, explorer: null },
    coin: { symbol: 'ETH', decimals: 18 },
  }
  const configuration = {
    ...{ chains: [chain], home: { chain: 31337, governor: zeroAddress } },
    development: { genesisHash, mnemonic, accounts: accountCount, clock: false },
  }
  const [file, site] = [join(folder, 'config.json'), join(folder, 'site')]
  writeFileSync(file, JSON.stringify(configuration))
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: root,
    env: { ...process.env, ALTHING_CONFIG: file, ALTHING_OUT: site, NODE_ENV: 'production' },
  })
  const server = createServer((request, response) => void answerStatic(site, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    clientUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
