import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const minute = 60_000
/** Real processes on two cores, which wait for each other more than they compute: two files at a time, and patience. */
const realProcesses = {
  pool: 'forks' as const,
  maxWorkers: 2,
  globalSetup: ['test/support/build-once.ts'],
  testTimeout: 5 * minute,
  hookTimeout: 5 * minute,
}

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        define: { __DEVELOPMENT__: true },
        test: {
          name: 'unit',
          include: ['test/web/**/*.test.ts', 'test/support/**/*.test.ts', 'test/scripts/**/*.test.ts'],
          environment: 'happy-dom',
          setupFiles: ['test/support/set-tries.ts'],
          testTimeout: minute,
        },
      },
      {
        test: {
          ...realProcesses,
          name: 'stack',
          include: [
            'test/stack/**/*.test.ts',
            'test/subgraph/**/*.test.ts',
            'test/data/**/*.test.ts',
            'test/deploy/**/*.test.ts',
          ],
        },
      },
      { test: { ...realProcesses, name: 'e2e', include: ['test/e2e/**/*.test.ts'] } },
    ],
  },
})
