import { createPublicClient, http, parseAbi } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { accountCount, mnemonic } from './accounts.js'
import { multicall3Address } from './multicall3.js'
import type { Ports } from './ports.js'
import type { Supervisor } from './supervisor.js'

/** The short block that a start ends with: where to look, who holds a seat, how to stop. */
export async function describeStack(
  supervisor: Supervisor,
  ports: Ports,
  seconds: number,
  logs: string,
): Promise<string> {
  const { ipfs, indexer, chain, clientUrl, isLocal } = supervisor
  const lines = [
    '',
    `Althing is running (${seconds.toFixed(0)} s).`,
    '',
    ...(clientUrl
      ? [`  Client     ${clientUrl}`, `  Explorer   ${clientUrl}/explorer/ (try queries, read the schema)`]
      : []),
    `  GraphQL    ${indexer.subgraphUrl}`,
    `  RPC        ${chain.rpcUrl} (chain 31337)`,
    `  IPFS       ${ipfs.gateway}/ipfs/<cid> (gateway), ${ipfs.api} (Kubo RPC)`,
    `  Also open  ${ports.admin}, ${ports.status}, ${ports.metrics} (graph-node), ${ports.postgres} (PostgreSQL)`,
    isLocal
      ? '             all on 127.0.0.1 only'
      : `             ${ports.graphql}, ${ports.admin}, ${ports.status} and ${ports.metrics} are open to the network: there is no C compiler here to close them with`,
    '',
    `  Seats      ${await describeSeats(supervisor)}`,
    `             of the mnemonic "${mnemonic}"`,
    `  Logs       ${logs}`,
    '',
    'Ctrl-C stops everything and keeps it; "npm start" carries on, "npm start -- --fresh" begins anew.',
  ]
  return lines.join('\n')
}

async function describeSeats({ chain, deployment }: Supervisor): Promise<string> {
  const client = createPublicClient({ transport: http(chain.rpcUrl), cacheTime: 0 })
  const accounts = Array.from(
    { length: accountCount },
    (_, index) => mnemonicToAccount(mnemonic, { addressIndex: index }).address,
  )
  const balances = await client.multicall({
    multicallAddress: multicall3Address,
    allowFailure: false,
    contracts: accounts.map((account) => ({
      address: deployment.membership,
      abi: parseAbi(['function balanceOf(address) view returns (uint256)']),
      functionName: 'balanceOf' as const,
      args: [account] as const,
    })),
  })
  const held = balances.flatMap((balance, index) => (balance > 0n ? [index] : []))
  return held.length ? `accounts ${formatRuns(held)}` : 'none'
}

/** `0–19, 22` for a sorted list of numbers. */
function formatRuns(numbers: number[]): string {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else runs.push([number, number])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
