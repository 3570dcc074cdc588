import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { StackError } from './stack-error.js'

/** Every port that the stack listens on, all on 127.0.0.1. */
export type Ports = Record<(typeof portNames)[number], number>

export const portNames = [
  'rpc',
  'graphql',
  'admin',
  'status',
  'metrics',
  'ipfsApi',
  'gateway',
  'postgres',
  'client',
] as const

const usual: Ports = {
  rpc: 8545,
  graphql: 8000,
  admin: 8020,
  status: 8030,
  metrics: 8040,
  ipfsApi: 5001,
  gateway: 8080,
  postgres: 5433,
  client: 4173,
}

/** The usual ports, or nine in a row from `base`; `ALTHING_PORT_<NAME>` moves a single one. */
export function choosePorts(base?: number): Ports {
  const entries = portNames.map((name, index) => {
    const variable = `ALTHING_PORT_${name.toUpperCase()}`
    const value = process.env[variable]
    const port = value === undefined ? (base === undefined ? usual[name] : base + index) : Number(value)
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new StackError(
        `${value === undefined ? '--port-base' : variable} does not give a port between 1 and 65535.`,
      )
    }
    return [name, port]
  })
  return Object.fromEntries(entries) as Ports
}

/** Below those from which Linux gives every outgoing connection one (32768 and up); above the one that browsers refuse. */
const [lowest, highest] = [10_081, 32_767]

/** Ports that are free now, and that no outgoing connection takes before they are listened on. */
export async function takeFreePorts(): Promise<Ports> {
  const servers = await Promise.all(portNames.map(() => listenSomewhere()))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return Object.fromEntries(portNames.map((name, index) => [name, ports[index]])) as Ports
}

async function listenSomewhere() {
  for (;;) {
    try {
      return await listen(randomInt(lowest, highest + 1))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
}

/** @throws StackError that names the first port on which something else listens. */
export async function assertFree(ports: Partial<Ports>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    try {
      const server = await listen(port)
      await new Promise((done) => server.close(done))
    } catch {
      throw new StackError(
        `Port ${port} (${name}) is taken by another program. End it, or start on other ports: npm start -- --port-base 18500`,
      )
    }
  }
}

function listen(port: number) {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
