import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { lookForChromium } from '../test/support/findChromium.js'

/** Finds a Chromium and fonts for Chinese, or installs them; exits with 1 and a sentence where neither is possible. */
const isRoot = process.getuid?.() === 0
const hasApt = run('apt-get', ['--version'], true)

if (!lookForChromium()) {
  console.log('There is no Chromium; installing one.')
  if (isRoot && hasApt) install('chromium', 'fonts-noto-cjk')
  if (!lookForChromium()) {
    const playwright = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
    run(process.execPath, [playwright, 'install', 'chromium'])
  }
}
if (!hasChinese() && isRoot && hasApt) install('fonts-noto-cjk')

const path = lookForChromium()
if (path && !run(path, ['--version'], true)) {
  console.error(
    `The Chromium at ${path} does not start. Install what it needs (on Debian: apt-get install chromium) or name another in ALTHING_CHROMIUM.`,
  )
  process.exit(1)
}
if (path) {
  console.log(`Chromium: ${path}`)
  if (!hasChinese())
    console.log('There is no font for Chinese here; screenshots will show boxes (fonts-noto-cjk has one).')
} else {
  console.error(
    'There is no Chromium and none could be installed. Install one (on Debian: apt-get install chromium fonts-noto-cjk) or name its path in ALTHING_CHROMIUM.',
  )
  process.exit(1)
}

function install(...packages: string[]): void {
  // A fresh machine is often busy with its own updates.
  const patient = ['-o', 'DPkg::Lock::Timeout=120']
  run('apt-get', [...patient, 'update', '-q'])
  run('apt-get', [...patient, 'install', '-y', '-q', '--no-install-recommends', ...packages])
}

function hasChinese(): boolean {
  const { stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return Boolean(stdout?.trim())
}

function run(command: string, args: string[], quiet = false): boolean {
  const { status } = spawnSync(command, args, {
    stdio: quiet ? 'ignore' : ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}
