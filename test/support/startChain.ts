import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, http } from 'viem'
import { findBinary } from '../../scripts/find-binary.js'

const takePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A chain with nothing on it, which makes a block for each transaction, and takes none that real ones refuse (EIP-7825). */
export async function startChain(accounts = 10, chainId = 31337): Promise<{ rpcUrl: string; stop: () => void }> {
  const port = await takePort()
  const rpcUrl = `http://127.0.0.1:${port}`
  const states = mkdtempSync(join(tmpdir(), 'althing-chain-'))
  const options = [
    ...['--port', String(port), '--chain-id', String(chainId), '--accounts', String(accounts)],
    ...['--enable-tx-gas-limit', '--silent', '--cache-path', states],
  ]
  const chain = spawn(findBinary('anvil'), options)
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) })
  while (chain.exitCode === null) {
    try {
      await client.getChainId()
      const stop = () => {
        chain.kill('SIGKILL')
        rmSync(states, { recursive: true, force: true })
      }
      return { rpcUrl, stop }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50)) // Not listening yet.
    }
  }
  throw new Error(`anvil ended with ${chain.exitCode}`)
}
