import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import {
  createPublicClient,
  createTestClient,
  encodeFunctionData,
  http,
  keccak256,
  stringToHex,
  walletActions,
  type Address,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deploy } from '../../scripts/deploy.js'
import { readParameters } from '../../scripts/deploy/parameters.js'
import type { Deployment } from '../../scripts/generate.js'
import { waitForReceipt } from '../../scripts/stack/wait-for-receipt.js'
import { encodeDao } from '../../web/src/domain/encodeDao.js'
import { factoryAbi } from '../../web/src/generated/abi/factory.js'
import { treasuryAbi } from '../../web/src/generated/abi/treasury.js'
import { getAccount } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import { launchChromium } from '../support/launchChromium.js'
import { startChain } from '../support/startChain.js'
import { collectComplaints } from './support/collectComplaints.js'
import { injectWallet } from './support/injectWallet.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const parametersFile = join(root, 'scripts/seed/lakeside.json')
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

/** One DAO at the same address on three chains, one of them without a coin, one of whose factory the site does not know; a second DAO on the first. No index. */
describe('several DAOs', () => {
  const chains: Awaited<ReturnType<typeof startChain>>[] = []
  let lakeside: Deployment
  let hillside: Address
  let server: Server
  let url: string
  let browser: Browser
  let page: Page
  let complaints: string[]
  const folder = mkdtempSync(join(tmpdir(), 'althing-switch-'))

  const reader = (rpcUrl = chains[0]!.rpcUrl) => createPublicClient({ transport: http(rpcUrl), cacheTime: 0 })
  const writer = (place = 0) =>
    createTestClient({ mode: 'anvil', transport: http(chains[place]!.rpcUrl) }).extend(walletActions)

  async function makeSecond(): Promise<Address> {
    const dao = { ...encodeDao(readParameters(parametersFile)), name: 'Hillside', symbol: 'HILL' }
    const account = getAccount(1)
    const call = { address: lakeside.factory, abi: factoryAbi, functionName: 'make', args: [dao] } as const
    const { result } = await reader().simulateContract({ ...call, account: account.address })
    const hash = await writer().sendTransaction({
      ...{ account, to: call.address, data: encodeFunctionData(call), chain: null },
    })
    expect((await waitForReceipt(reader(), hash)).status).toBe('success')
    return result.governor
  }

  function buildSite() {
    const [one, other, bare] = chains
    const shared = { subgraph: null, gateways: [], ipfsApi: null, explorer: null }
    const configuration = {
      chains: [
        { id: 31337, name: 'Local', rpcs: [one!.rpcUrl], ...shared, coin: { symbol: 'ETH', decimals: 18 } },
        { id: 7777, name: 'Consortium', rpcs: [other!.rpcUrl], ...shared, coin: null, factory: lakeside.factory },
        { id: 8888, name: 'Bare', rpcs: [bare!.rpcUrl], ...shared, coin: { symbol: 'ETH', decimals: 18 } },
      ],
      home: { chain: 31337, governor: lakeside.governor },
    }
    const file = join(folder, 'config.json')
    writeFileSync(file, JSON.stringify(configuration))
    const site = join(folder, 'site')
    execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', site], {
      cwd: root,
      env: { ...process.env, ALTHING_CONFIG: file, NODE_ENV: 'production' },
      stdio: 'pipe',
    })
    return site
  }

  function serve(site: string): Promise<string> {
    server = createServer((request, response) => {
      const path = new URL(request.url!, 'http://a').pathname
      const name = path === '/' ? '/index.html' : path
      try {
        const body = readFileSync(join(site, name))
        response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(body)
      } catch {
        response.writeHead(404).end()
      }
    })
    return new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)),
    )
  }

  const place = (path = '', governor: string = lakeside.governor, chain = 31337) =>
    `#/dao/${chain}:${governor}${path === '' ? '' : `/${path}`}`
  const open = (hash: string) => page.goto(`${url}?lang=en${hash}`)
  const named = (name: string) => page.locator('header button.name', { hasText: name }).waitFor()
  const openSwitcher = async () => {
    await page.locator('header button.name').click()
    await page.getByRole('dialog').getByRole('link', { name: 'Make a DAO' }).waitFor()
    return page.getByRole('dialog')
  }
  const isAccessible = async () => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)).toEqual([])
    const [width, shown] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as number[]
    expect(width).toBeLessThanOrEqual(shown!)
  }

  beforeAll(async () => {
    for (const id of [31337, 7777, 8888]) chains.push(await startChain(10, id))
    const signer = { kind: 'unlocked', address: getAccount(0).address } as const
    lakeside = await deploy({
      ...{ rpcUrl: chains[0]!.rpcUrl, parametersFile, signer, chainId: 31337, network: 'local' },
    })
    const state = await writer().dumpState()
    for (const place of [1, 2]) await writer(place).loadState({ state })
    hillside = await makeSecond()
    url = await serve(buildSite())
    browser = await launchChromium()
    const context = await browser.newContext({ locale: 'en', viewport: { width: 390, height: 800 } })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
    complaints = collectComplaints(page)
    await injectWallet(page, chains[0]!.rpcUrl, 1)
    // A deployment and a build.
  }, 900_000)

  afterAll(async () => {
    await browser?.close()
    server?.close()
    for (const chain of chains) chain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('are in the list once they were opened; one is chosen by keyboard or by hand', async () => {
    await open(place())
    await named('Lakeside Commons')
    await page.waitForFunction(() => localStorage.getItem('althing:visited')?.includes('Lakeside'))
    await open(place('', hillside))
    await named('Hillside')
    await page.waitForFunction(() => localStorage.getItem('althing:visited')?.includes('Hillside'))
    const dialog = await openSwitcher()
    await isAccessible()
    const current = dialog.locator('[aria-current]')
    expect(await current.count()).toBe(1)
    expect(await current.innerText()).toMatch(/Hillside[^]*open now[^]*Local/)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement.className')).toContain('name')

    await page.keyboard.press('Enter')
    await dialog.getByRole('link', { name: /Lakeside Commons/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await named('Lakeside Commons')
    await dialog.waitFor({ state: 'detached' })
    expect(page.url()).toContain(lakeside.governor)
  })

  test('keep their drafts apart, also from the same address on another chain', async () => {
    const title = () => page.getByLabel('Title in English')
    const read = async (hash: string) => {
      await open(hash)
      return title().inputValue()
    }
    await open(place('propose'))
    await title().fill('Mend the boat house')
    await page.locator('header button.name').click()
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /Hillside/ })
      .click()
    await named('Hillside')
    expect(await read(place('propose', hillside))).toBe('')
    expect(await read(place('propose', lakeside.governor, 7777))).toBe('')
    // The page before is there until the next one is.
    await eventually(async () =>
      expect(await read(place('propose', lakeside.governor.toLowerCase()))).toBe('Mend the boat house'),
    )
  })

  test('on a chain without a coin there is none to hold, to pay or to give', async () => {
    await open(place('treasury', lakeside.governor, 7777))
    await page.getByText('this chain has no coin').waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/\bETH\b|NONE/)
    await isAccessible()
    await open(place('propose', lakeside.governor, 7777))
    await page.getByText('There is nothing to pay in').waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/\bETH\b|NONE/)
    for (const path of ['', 'donations', 'books', 'desk', 'rights']) {
      await open(place(path, lakeside.governor, 7777))
      await page.waitForFunction(
        () => document.querySelector('main h1') && !document.querySelector('[aria-busy="true"]'),
      )
      expect(await page.locator('main').innerText()).not.toMatch(/\bETH\b|NONE/)
    }
    await open(place('treasury'))
    await page.getByText('ETH').first().waitFor()
  })

  test('a wallet on another chain is asked to change before anything is sent', async () => {
    const ask = page.locator('main').getByRole('button', { name: 'Switch to Consortium' }).first()
    await open(place('delegation'))
    await page.locator('header button.wallet').click()
    await page.getByRole('dialog').getByText('Test Wallet').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await ask.count()).toBe(0)
    await open(place('delegation', lakeside.governor, 7777))
    await ask.click()
    await ask.waitFor({ state: 'detached' })
  })

  test('a link to what is no DAO of this site says what is missing, and what to do', async () => {
    await open(place('', lakeside.governor, 5))
    await page.getByRole('heading', { name: 'This site does not know that chain' }).waitFor()
    const text = await page.locator('main').innerText()
    expect(text).toContain('on chain 5')
    expect(text).toContain('Local, Consortium, Bare')
    expect(text).toContain('"id": 5')
    await isAccessible()

    await open(place('', getAccount(9).address))
    await page.getByRole('heading', { name: 'There is no DAO at this address' }).waitFor()
    await open(place('treasury', lakeside.membership))
    await page.getByRole('heading', { name: 'This is another kind of DAO' }).waitFor()
    const link = page.getByRole('link', { name: 'Open it as a governor of another kind' })
    expect(await link.getAttribute('href')).toBe(`#/governor/31337:${lakeside.membership}`)
    await isAccessible()
    await open(place())
    await page.getByRole('heading', { name: 'Lakeside Commons' }).waitFor()
  })

  test('where no factory is known, its modules are not guessed, and a new DAO can be thought out but not made', async () => {
    await open(place('', lakeside.governor, 8888))
    await page.locator('[data-missing="unlisted"]').waitFor()
    await page.getByText('What to do').click()
    await page.getByText('"factory": "0x…"').waitFor()
    await page.getByRole('heading', { name: 'Lakeside Commons' }).waitFor()
    await isAccessible()
    await open(place('treasury', lakeside.governor, 8888))
    await page.getByRole('heading', { name: 'Treasury', level: 1 }).waitFor()
    await open('#/new/8888')
    await page.getByText('On Bare no factory is known here').waitFor()
    await isAccessible()
    await open(place())
    await page.getByRole('heading', { name: 'Lakeside Commons' }).waitFor()
    expect(await page.locator('[data-missing]').count()).toBe(0)
  })

  test('the rules page compares one with what the factory makes', async () => {
    const compare = async (verdict: string) => {
      await open(place('rules', hillside))
      await page.reload()
      await page.getByRole('button', { name: 'Compare on the chain' }).click()
      await page.locator(`[data-census="${verdict}"]`).waitFor()
      return page.locator('[data-census]').innerText()
    }
    const made = await compare('made')
    expect(made).toContain('Yes, in all that was compared.')
    expect(made).toContain('The code of 14 contracts is this release’s')
    await isAccessible()

    const find = { address: lakeside.factory, abi: factoryAbi, functionName: 'find', args: [hillside] } as const
    const [contracts] = await reader().readContract(find)
    const account = contracts.treasury
    await writer().impersonateAccount({ address: account })
    await writer().setBalance({ address: account, value: 10n ** 18n })
    const args = [keccak256(stringToHex('PROPOSER_ROLE')), getAccount(4).address] as const
    const hash = await writer().writeContract({
      ...{ address: account, abi: treasuryAbi, functionName: 'grantRole', args, account, chain: null },
    })
    await waitForReceipt(reader(), hash)
    const changed = await compare('changed')
    expect(changed).toContain('the DAO changed it since by votes')
    expect(changed).toContain('the DAO gave or took this right by a vote')

    const code = (await reader().getCode({ address: contracts.payouts }))!
    await writer().setCode({ address: contracts.gates, bytecode: code })
    const other = await compare('other')
    expect(other).toContain('The code of the gates is other code than this release’s')
    await isAccessible()
  })

  test('and nothing on the way was refused or went wrong unseen', () => {
    expect(complaints).toEqual([])
  })
})
