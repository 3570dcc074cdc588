import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { callRpc } from '../stack/rpc.js'

/**
 * Publishes the files of a built subgraph and its manifest on IPFS, with links for paths.
 *
 * @param keep Publishes one file and gives its CID.
 * @returns the manifest's CID, which graph-node takes as the deployment
 */
export async function publishSubgraph(
  build: string,
  keep: (content: Buffer<ArrayBuffer>) => Promise<string>,
): Promise<string> {
  const manifest = readFileSync(join(build, 'subgraph.yaml'), 'utf8')
  const links = new Map<string, string>()
  for (const [, path = ''] of manifest.matchAll(/^[ \t-]*file:[ \t]*["']?([^"'\s{}]+)["']?[ \t]*$/gm)) {
    if (!links.has(path)) links.set(path, await keep(Buffer.from(readFileSync(findBuilt(build, path)))))
  }
  const linked = manifest.replace(
    /^([ \t-]*file:)[ \t]*["']?([^"'\s{}]+)["']?[ \t]*$/gm,
    (_, head: string, path: string) => `${head} { "/": "/ipfs/${links.get(path)}" }`,
  )
  return keep(Buffer.from(linked))
}

/**
 * Creates the name and points it at the deployment, as `graph create` and `graph deploy` do. A deployment that is there
 * already goes on where it was.
 *
 * @param adminUrl Of graph-node's JSON-RPC, usually port 8020.
 */
export async function deploySubgraph(adminUrl: string, name: string, deployment: string): Promise<void> {
  await callRpc(adminUrl, 'subgraph_create', { name }).catch((error: Error) => {
    if (!error.message.includes('already exists')) throw error
  })
  await callRpc(adminUrl, 'subgraph_deploy', { name, ipfs_hash: deployment })
}

/** `gnd build` names the interfaces of a template but leaves them out; the same file lies in a data source's folder. */
function findBuilt(build: string, path: string): string {
  if (existsSync(join(build, path))) return join(build, path)
  const same = readdirSync(build, { recursive: true, encoding: 'utf8' }).find(
    (name) => basename(name) === basename(path),
  )
  if (!same) throw new Error(`The built subgraph names ${path} and does not hold it.`)
  return join(build, same)
}
