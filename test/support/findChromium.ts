import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Chromium builds that Playwright downloaded earlier, newest first. */
function listDownloads(): string[] {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache/ms-playwright')
  if (!existsSync(cache)) return []
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse()
    .flatMap((name) => [join(cache, name, 'chrome-linux/chrome'), join(cache, name, 'chrome-linux64/chrome')])
}

/**
 * Where this machine keeps a Chromium: the path in `ALTHING_CHROMIUM`, the first one on the PATH, or Playwright's own.
 *
 * @returns undefined where there is none; `scripts/ensure-chromium.ts` installs one.
 */
export function lookForChromium(): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  return [process.env['ALTHING_CHROMIUM'], ...onPath, ...listDownloads()].find((path) => path && existsSync(path))
}

/** The path of Chromium. @throws Error in a sentence where there is none. */
export function findChromium(): string {
  const path = lookForChromium()
  if (!path)
    throw new Error(
      'There is no Chromium here. Run "npx tsx scripts/ensure-chromium.ts", or name one in ALTHING_CHROMIUM.',
    )
  return path
}
