import { setTimeout as delay } from 'node:timers/promises'

/**
 * Tries until it does not throw, and gives what it gave. The limit is there so that a test ends; nothing is said about
 * how fast it should be.
 */
export async function eventually<T>(attempt: () => Promise<T>, seconds = 180): Promise<T> {
  for (const limit = Date.now() + seconds * 1000; ; await delay(200)) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > limit) throw error
    }
  }
}
