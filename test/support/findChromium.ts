import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The path of a Chromium: the one that ALTHING_CHROMIUM (or CHROME_PATH) names, one on the PATH, or the one that
 * playwright downloaded.
 *
 * @throws Error with what to do where there is none.
 */
export function findChromium(): string {
  const found = lookForChromium()
  if (!found) throw new Error('There is no Chromium on this machine. Run "npx tsx scripts/ensure-chromium.ts" first.')
  return found
}

/** As {@link findChromium}, but undefined where there is none. */
export function lookForChromium(): string | undefined {
  const named = process.env.ALTHING_CHROMIUM ?? process.env.CHROME_PATH
  if (named) return isProgram(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...listDownloaded(),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return candidates.find(isProgram)
}

/** Where playwright keeps its own, newest first. */
function listDownloaded(): string[] {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? '',
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ]
  const programs = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-headless-shell-linux64/chrome-headless-shell',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  return caches.filter(Boolean).flatMap((cache) => {
    const versions = list(cache)
      .filter((name) => name.startsWith('chromium'))
      .sort()
      .reverse()
    return versions.flatMap((version) => programs.map((program) => join(cache, version, program)))
  })
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
