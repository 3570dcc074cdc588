import { createServer } from 'node:http'
import { answerStatic } from './answer-static.js'

/** The built client as a process: `main.ts <folder> <port>`. */
const [folder, port] = process.argv.slice(2) as [string, string]
const server = createServer((request, response) => void answerStatic(folder, request, response))
server.listen(Number(port), '127.0.0.1')
const end = () => {
  server.close()
  server.closeAllConnections()
  setTimeout(() => process.exit(0), 50)
}
process.on('SIGTERM', end)
process.on('disconnect', end)
