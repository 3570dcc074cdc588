import type { Address, Hash, Hex } from 'viem'

/** A log as it is kept: what decoding needs, and nothing else. */
export type StoredLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: bigint
  readonly logIndex: number
  readonly transactionHash: Hash
}

/** All logs of some blocks, with the hash of the last of them: on another chain it is another. */
export type Chunk = {
  readonly from: bigint
  readonly to: bigint
  readonly toHash: Hash
  readonly logs: readonly StoredLog[]
}

/** Where what was read of a governor is kept, by a name; a chunk takes the place of one that begins at the same block. */
export type LogStore = {
  list(name: string): Promise<readonly Chunk[]>
  put(name: string, chunk: Chunk): Promise<void>
  clear(name: string): Promise<void>
}

const table = 'chunks'

/**
 * Keeps logs on this device (IndexedDB); where the browser refuses, until the page is closed. What was kept only saves
 * reading it again, so nothing that fails here is an error.
 *
 * @example const store = openLogStore(); await store.put('1:0x…', chunk)
 */
export function openLogStore(): LogStore {
  const memory = createMemoryStore()
  let opened: Promise<IDBDatabase | null> | undefined
  const open = () => (opened ??= openDatabase())
  /** Runs on the database, else on the memory. */
  const act = async <Value>(
    mode: IDBTransactionMode,
    onDisk: (chunks: IDBObjectStore) => IDBRequest,
    otherwise: () => Promise<Value>,
  ): Promise<Value> => {
    const database = await open()
    if (database === null) return otherwise()
    try {
      return await settle<Value>(onDisk(database.transaction(table, mode).objectStore(table)))
    } catch {
      return otherwise() // The disk is full, or the browser took the database away: it is read again another day.
    }
  }
  return {
    list: (name) =>
      act(
        'readonly',
        (chunks) => chunks.getAll(IDBKeyRange.bound([name], [name, []])),
        () => memory.list(name) as Promise<Chunk[]>,
      ),
    put: async (name, chunk) =>
      void (await act<unknown>(
        'readwrite',
        (chunks) => chunks.put(chunk, [name, toKey(chunk.from)]),
        () => memory.put(name, chunk),
      )),
    clear: (name) =>
      act(
        'readwrite',
        (chunks) => chunks.delete(IDBKeyRange.bound([name], [name, []])),
        () => memory.clear(name) as Promise<undefined>,
      ),
  }
}

/** The same for as long as somebody holds it. */
export function createMemoryStore(): LogStore {
  const kept = new Map<string, Map<bigint, Chunk>>()
  return {
    list: async (name) => [...(kept.get(name)?.values() ?? [])],
    put: async (name, chunk) => {
      const chunks = kept.get(name) ?? new Map<bigint, Chunk>()
      kept.set(name, chunks.set(chunk.from, chunk))
    },
    clear: async (name) => void kept.delete(name),
  }
}

/** Numbers of blocks in an order that a key has. */
const toKey = (block: bigint) => block.toString().padStart(20, '0')

async function openDatabase(): Promise<IDBDatabase | null> {
  try {
    const request = indexedDB.open('althing-governors', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(table)
    return await settle(request)
  } catch {
    return null // No database here, or storage is denied.
  }
}

function settle<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}
