import { parseArgs } from 'node:util'
import { buildSubgraph } from './build-subgraph.js'
import { deploySubgraph, publishSubgraph } from './deploy/subgraph.js'
import { addFile } from './stack/ipfs.js'

/** Compiles the subgraph of the manifest that `npm run generate` wrote, publishes it and deploys it to a graph-node. */

const { values } = parseArgs({
  options: { admin: { type: 'string' }, ipfs: { type: 'string' }, name: { type: 'string', default: 'althing' } },
})
if (!values.admin || !values.ipfs) {
  console.error(
    'npm run deploy:index -- --admin <graph-node, port 8020> --ipfs <its IPFS node, port 5001> [--name althing]',
  )
  process.exit(2)
}
try {
  const ipfsApi = values.ipfs.replace(/\/$/, '')
  const deployment = await publishSubgraph(await buildSubgraph(), (content) => addFile(ipfsApi, content))
  await deploySubgraph(values.admin, values.name, deployment)
  console.log(
    `${deployment} is deployed as ${values.name}. It answers at /subgraphs/name/${values.name} once it has begun.`,
  )
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
