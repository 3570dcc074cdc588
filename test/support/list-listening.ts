import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** Address and port of every TCP socket that a process or one of its descendants listens on, as `127.0.0.1:8545`. */
export function listListening(root: number): string[] {
  const sockets = new Map<string, string>()
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/)
      if (fields[3] === '0A') sockets.set(fields[9]!, formatAddress(fields[1]!))
    }
  }
  const found = new Set<string>()
  for (const pid of listFamily(root)) {
    for (const descriptor of list(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${descriptor}`))?.[1]
      const address = inode && sockets.get(inode)
      if (address) found.add(address)
    }
  }
  return [...found].sort()
}

/** A process and everything that descends from it. */
export function listFamily(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of list('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`)
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const family = [root]
  for (const pid of family) for (const [child, parent] of parents) if (parent === pid) family.push(child)
  return family
}

function formatAddress(text: string): string {
  const [address = '', port = ''] = text.split(':')
  const host =
    address.length === 8
      ? (address.match(/../g) ?? [])
          .reverse()
          .map((byte) => parseInt(byte, 16))
          .join('.')
      : `[${address}]`
  return `${host}:${parseInt(port, 16)}`
}

/** A process may end while it is looked at. */
function list(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ') ? 0'
  }
}
