import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createPublicClient, http, type Address } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from '../../scripts/deploy.js'
import { readDeployment } from '../../scripts/generate.js'
import { factoryAbi } from '../../web/src/generated/abi/factory.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { getAccount } from '../support/chain.js'
import { startChain } from '../support/startChain.js'

const tsx = resolve('node_modules/tsx/dist/cli.mjs')
const command = resolve('scripts/new.ts')
const founders = Array.from({ length: 9 }, (_, index) => getAccount(index).address)
const folder = mkdtempSync(join(tmpdir(), 'althing-new-'))
const charter = join(folder, 'charter.md')
const nobody = 'http://127.0.0.1:9'

/** Answers, a line each, to the questions in their order; an empty line takes what stands in brackets. */
const answers = [
  '湖畔合作社湖畔合作社一', // 33 bytes
  'Ferry Friends',
  'FERRY',
  join(folder, 'none.md'),
  charter,
  ...founders.slice(0, 2),
  '', // two are too few
  ...founders.slice(2, 8),
  `${founders[8]}, steward, 730`,
  '',
  '7', // no such preset
  '1',
  'y', // other numbers
  ...['', '', '', '', '', '37', '6', '', '', ''],
  'none',
  'officers, friends',
  'officers',
  '9',
  '10',
  'sold',
  '',
  '',
  '',
  '',
]

let anvil: Awaited<ReturnType<typeof startChain>>

type Run = { code: number | null; said: string; files: string[] }

async function run(lines: readonly string[], options: readonly string[] = [], cut = false): Promise<Run> {
  const own = mkdtempSync(join(folder, 'run-'))
  const child = spawn(
    process.execPath,
    [tsx, command, '--rpc-url', anvil.rpcUrl, '--ipfs', nobody, '--client', 'http://pages', ...options],
    { cwd: own },
  )
  let said = ''
  child.stdout.on('data', (part: Buffer) => (said += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  const ended = new Promise<number | null>((done) => child.on('close', done))
  if (cut) {
    child.stdin.write(`${lines.join('\n')}\n`)
    while (!said.includes('Member 3')) await new Promise((done) => setTimeout(done, 50))
    child.kill('SIGINT')
  } else child.stdin.end(lines.map((line) => `${line}\n`).join(''))
  const code = await ended
  return { code, said, files: readdirSync(own).map((name) => join(own, name)) }
}

const seatsOf = async (said: string) => {
  const governor = /#\/dao\/31337:(0x[0-9a-fA-F]{40})/.exec(said)![1] as Address
  const client = createPublicClient({ transport: http(anvil.rpcUrl), cacheTime: 0 })
  const [{ membership }] = await client.readContract({
    ...{ address: readDeployment(31337).factory, abi: factoryAbi, functionName: 'find', args: [governor] },
  })
  return client.readContract({ address: membership, abi: membershipAbi, functionName: 'totalSupply' })
}

beforeAll(async () => {
  writeFileSync(charter, '# Charter\n\nWe keep the ferry.\n')
  anvil = await startChain()
  const signer = { kind: 'unlocked', address: getAccount(0).address } as const
  const parametersFile = 'scripts/seed/lakeside.json'
  await deploy({ rpcUrl: anvil.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' })
})
afterAll(() => {
  anvil.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('npm run new', () => {
  let file: string

  it('asks, says of each wrong answer what is wrong, makes the DAO, and prints its link', async () => {
    const { code, said, files } = await run([...answers, 'y'])
    expect(said).toContain('name: is 33 bytes of UTF-8 long; at most 31 fit')
    expect(said).toContain('none.md cannot be read')
    expect(said).toContain('founders: is 2; it must be from 3 to 1000')
    expect(said).toContain('“7” is none of them')
    expect(said).toContain('lockWindow: is longer than half of votingPeriod')
    expect(said).toContain('“friends” is no gate')
    expect(said).toContain('seats.admissionShare: is 9; it must be from 10 to 65535')
    expect(said).toContain('“sold” is none of')
    expect(said).toContain('With 9 members, 3 must take part, and more for than against.')
    expect(said).toContain('5 of 9 seats together can move everything, after 6 days, in public.')
    expect(said).toContain('Until the others of the list are seated, 5 of 8 are enough.')
    expect(said).toContain('could not be published')
    expect(said).toMatch(/The census agrees\. Ferry Friends: http:\/\/pages\/#\/dao\/31337:0x/)
    expect(code).toBe(0)
    expect(await seatsOf(said)).toBe(9n)
    file = files[0]!
    expect(file).toMatch(/FERRY\.json$/)
  })

  it('takes the file that it wrote, and makes nothing where nobody says yes', async () => {
    const { code, said, files } = await run([], ['--file', file])
    expect(said).toContain('Nothing was sent.')
    expect([code, files]).toEqual([0, []])
    // Of another account, as that of the first would be the same DAO.
    const other = await run([], ['--file', file, '--yes', '--unlocked', getAccount(1).address])
    expect(other.code).toBe(0)
    expect(await seatsOf(other.said)).toBe(9n)
  })

  it('asks for what a file lacks, and for nothing else', async () => {
    const lacking = join(folder, 'lacking.json')
    writeFileSync(lacking, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), symbol: '' }))
    const { code, said } = await run(['FRY'], ['--file', lacking])
    expect(said).toContain('symbol: is empty')
    expect(said).not.toContain('Member 1')
    expect([code, said]).toEqual([0, expect.stringContaining('(FRY)')])
  })

  it('keeps what was answered when it is cut off, and goes on from there', async () => {
    const { code, said, files } = await run(answers.slice(0, 7), [], true)
    expect(code).toBe(2)
    expect(said).toContain('Nothing was sent. What you answered is in FERRY.json')
    const kept = JSON.parse(readFileSync(files[0]!, 'utf8')) as Record<string, unknown>
    expect(kept).toMatchObject({ name: 'Ferry Friends', charter: { text: '# Charter\n\nWe keep the ferry.\n' } })
    expect(kept['founders']).toEqual(founders.slice(0, 2))
  })

  it('refuses another chain than the one that is meant, one without a factory, and what is no file of a DAO', async () => {
    const strange = join(folder, 'strange.json')
    writeFileSync(strange, '{"name":1}')
    for (const [options, sentence] of [
      [['--chain', '5'], 'npm run new -- [options]'],
      [['--chain', '5', '--rpc-url', anvil.rpcUrl, '--ledger'], 'No factory is known on chain 5'],
      [['--rpc-url', nobody], '"npm start" starts the local chain'],
      [['--file', strange], 'is missing. Nothing was sent.'],
      [['--file', join(folder, 'nowhere.json')], 'Refused: file'],
    ] as const) {
      const { code, said, files } = await run([], options)
      expect([code, said, files]).toEqual([2, expect.stringContaining(sentence), []])
    }
    expect(existsSync(strange)).toBe(true)
  })
})
