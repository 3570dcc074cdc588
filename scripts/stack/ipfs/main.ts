import { createServer } from 'node:http'
import { FsBlockstore } from 'blockstore-fs'
import { answerGateway } from './gateway.js'
import { answerRpc } from './kubo-rpc.js'
import { openStore } from './store.js'

/** The embedded node as a process: `main.ts '{"blocks":…,"apiPort":…,"gatewayPort":…,"origins":[…]}'`. */
const { blocks, apiPort, gatewayPort, origins } = JSON.parse(process.argv[2]!) as {
  blocks: string
  apiPort: number
  gatewayPort: number
  origins: string[]
}
const blockstore = new FsBlockstore(blocks)
await blockstore.open()
const store = openStore(blockstore)
const servers = [
  createServer((request, response) => void answerRpc(store, origins, request, response)).listen(apiPort, '127.0.0.1'),
  createServer((request, response) => void answerGateway(store, request, response)).listen(gatewayPort, '127.0.0.1'),
]
const end = () => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
  setTimeout(() => process.exit(0), 50)
}
process.on('SIGTERM', end)
process.on('disconnect', end)
