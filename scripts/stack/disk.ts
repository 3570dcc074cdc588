import { statfs } from 'node:fs/promises'
import { StackError } from './stack-error.js'

const megabyte = 1024 * 1024
const neededToStart = 512
/** Below this the stack stops by itself while everybody can still write down what they have. */
export const neededToRun = 64

/** Free space under a folder, in megabytes. */
export async function measureFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return Math.floor((bavail * bsize) / megabyte)
}

/** @throws StackError where there is too little space to begin. `ALTHING_NEEDED_MB` asks for more. */
export async function assertSpace(folder: string): Promise<void> {
  const needed = Number(process.env.ALTHING_NEEDED_MB ?? neededToStart)
  const free = await measureFree(folder)
  if (free >= needed) return
  throw new StackError(
    `The disk is full: ${free} MB are free at ${folder} and ${needed} MB are needed. Nothing was started.`,
  )
}
