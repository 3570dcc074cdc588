// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/ensure-chromium.ts', import.meta.url))
const lock = '-o DPkg::Lock::Timeout=120'
let folder: string
const bin = () => join(folder, 'bin')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'althing-chromium-'))
  mkdirSync(bin())
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, body: string): string {
  const path = join(bin(), name)
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

/** An apt that writes down what it is asked; it installs a Chromium where it `works`. */
function writeApt(works: boolean) {
  const chromium = `printf '#!/bin/sh\\necho Chromium 1\\n' > ${bin()}/chromium && /bin/chmod 755 ${bin()}/chromium`
  write(
    'apt-get',
    `echo "$DEBIAN_FRONTEND $*" >> ${folder}/asked
case "$*" in --version) exit 0;; *install*chromium*) ${works ? chromium : 'echo no such package >&2; exit 100'};; esac`,
  )
}

/** Runs it on a machine that has nothing but what lies in `bin`, from which no download succeeds. */
function ensure(uid: number, env: Record<string, string> = {}) {
  const preload = `data:text/javascript,process.getuid=()=>${uid}`
  const options = {
    encoding: 'utf8' as const,
    stdio: 'pipe' as const,
    env: {
      PATH: bin(),
      HOME: folder,
      PLAYWRIGHT_BROWSERS_PATH: join(folder, 'browsers'),
      PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9',
      ...env,
    },
  }
  try {
    const output = execFileSync(process.execPath, ['--import', preload, '--import', 'tsx', script], options)
    return { code: 0, output }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { code: status, output: stdout + stderr }
  }
}

/** What apt was asked, but for its version. */
const asked = () =>
  existsSync(join(folder, 'asked'))
    ? readFileSync(join(folder, 'asked'), 'utf8')
        .trim()
        .split('\n')
        .filter((line) => !line.includes('--version'))
    : []

const none = 'There is no Chromium and none could be installed. Install one (on Debian: apt-get install chromium'

// Playwright tries a download that is refused several times.
describe('a Chromium for the tests in a browser', { timeout: 60_000 }, () => {
  test('an ordinary user without one is told what to do; nothing is asked of apt', () => {
    writeApt(true)
    const { code, output } = ensure(1000)
    expect(code).toBe(1)
    expect(output).toContain(none)
    expect(asked()).toEqual([])
  })

  test('root gets it from apt, without a question and with a font for Chinese', () => {
    writeApt(true)
    write('fc-list', `[ -e ${bin()}/chromium ] && echo Noto`)
    const { code, output } = ensure(0)
    expect(output).toContain(`Chromium: ${bin()}/chromium`)
    expect(code).toBe(0)
    expect(asked()).toEqual([
      `noninteractive ${lock} update -q`,
      `noninteractive ${lock} install -y -q --no-install-recommends chromium fonts-noto-cjk`,
    ])
  })

  test('root on a system whose apt has none is told what to do', () => {
    writeApt(false)
    const { code, output } = ensure(0)
    expect(code).toBe(1)
    expect(output).toContain(none)
    expect(asked().some((line) => line.endsWith('chromium fonts-noto-cjk'))).toBe(true)
  })

  test('root without apt is told what to do', () => {
    const { code, output } = ensure(0)
    expect(code).toBe(1)
    expect(output).toContain(none)
  })

  test('one that is there is taken, and only the font is asked for', () => {
    writeApt(true)
    const path = write('chromium', 'echo Chromium 1')
    const { code, output } = ensure(0)
    expect([code, output]).toEqual([
      0,
      `Chromium: ${path}\nThere is no font for Chinese here; screenshots will show boxes (fonts-noto-cjk has one).\n`,
    ])
    expect(asked().at(-1)).toBe(`noninteractive ${lock} install -y -q --no-install-recommends fonts-noto-cjk`)
  })

  test('one that is named is taken by anybody', () => {
    const path = write('my-browser', 'echo Chromium 1')
    expect(ensure(1000, { ALTHING_CHROMIUM: path }).output).toContain(`Chromium: ${path}\n`)
  })

  test('one that does not start is no Chromium', () => {
    const path = write('chromium', 'echo libnss3.so is missing >&2; exit 127')
    const { code, output } = ensure(1000)
    expect(code).toBe(1)
    expect(output).toContain(`The Chromium at ${path} does not start.`)
  })
})
