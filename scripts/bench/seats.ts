import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { createTestClient, encodeFunctionData, http, numberToHex, parseEther } from 'viem'
import { foundry } from 'viem/chains'
import { launchChromium } from '../../test/support/launchChromium.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { openSlowPage } from './open-slow-page.js'
import { startStack, type Stack } from '../stack/index.js'

/** What a reader waits for, and how long the page does not answer, in a DAO of 20,000 members. */

const seats = 20_000
const perBatch = 500

/** Seats for accounts of nobody, every second with a term of its own, as so many votes would give them. */
async function admit({ rpcUrl, deployment: { treasury, membership } }: Stack) {
  const transport = http(rpcUrl, { batch: { batchSize: perBatch }, timeout: 120_000 })
  const chain = createTestClient({ chain: foundry, mode: 'anvil', transport })
  if (Number(await chain.request({ method: 'eth_chainId' } as never)) !== foundry.id)
    throw new Error('not the local chain')
  await chain.request({ method: 'evm_setBlockGasLimit', params: [numberToHex(300_000_000)] } as never)
  await chain.setBalance({ address: treasury, value: parseEther('1000000') })
  await chain.impersonateAccount({ address: treasury })
  const ask = (method: string, ...params: unknown[]) => chain.request({ method, params } as never) as Promise<string>
  const first = Number(await ask('eth_getTransactionCount', treasury, 'latest'))
  const { timestamp } = (await chain.request({
    method: 'eth_getBlockByNumber',
    params: ['latest', false],
  } as never)) as { timestamp: string }
  for (let sent = 0; sent < seats; sent += perBatch) {
    await Promise.all(
      Array.from({ length: perBatch }, (_, place) => {
        const index = sent + place
        const account = numberToHex(0x5ea7_0000_0000n + BigInt(index), { size: 20 })
        const expiry = index % 2 === 0 ? 0 : Number(timestamp) + 86_400 * (30 + (index % 700))
        const data = encodeFunctionData({ abi: membershipAbi, functionName: 'admit', args: [account, 0, expiry] })
        const gas = numberToHex(400_000)
        return ask('eth_sendTransaction', {
          from: treasury,
          to: membership,
          data,
          gas,
          nonce: numberToHex(first + index),
        })
      }),
    )
    while (Number(await ask('eth_getTransactionCount', treasury, 'latest')) < first + sent + perBatch) await delay(200)
    console.log(`${sent + perBatch} seats`)
  }
}

async function waitForIndex({ subgraphUrl }: Stack) {
  for (let said = 0; ; await delay(2_000)) {
    const body = JSON.stringify({ query: '{ daos { seatCount } }' })
    const answer = await fetch(subgraphUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const { data } = (await answer.json()) as { data: { daos: [{ seatCount: number }] } }
    const { seatCount } = data.daos[0]
    if (seatCount > seats) return seatCount
    if (seatCount - said > 2_000) console.log(`${(said = seatCount)} seats in the index`)
  }
}

/** `peer`: the same page of the DAO as it is seeded. */
type Figure = { name: string; unit: string; ours: number; peer: number | null; peerName: string | null; bound: null }

/** Does something on the page: how long until another list of rows stands there, and how long the page was busy. */
async function measure(page: Page, name: string, act: () => Promise<unknown>): Promise<Figure[]> {
  const first = () => page.locator('main ul.list > li').first()
  const before = (await first().count()) ? await first().innerText() : ''
  page.setDefaultTimeout(120_000)
  await page.evaluate(() => ((window as unknown as { __long?: number[] }).__long ?? []).splice(0))
  const since = Date.now()
  await act()
  await page.waitForFunction((text) => {
    const list = document.querySelector<HTMLElement>('main ul.list')
    return (
      list?.ariaBusy !== 'true' &&
      list?.querySelector<HTMLElement>('li') &&
      list.querySelector('li')!.innerText !== text
    )
  }, before)
  const shown = Date.now() - since
  await delay(1_500)
  const long = await page.evaluate(() => (window as unknown as { __long: number[] }).__long)
  const row = (what: string, ours: number): Figure => ({
    ...{ name: `members, ${name}: ${what}, 4x slower`, unit: 'ms', ours: Math.round(ours) },
    ...{ peer: null, peerName: null, bound: null },
  })
  return [
    row('rows', shown),
    row(
      'blocking',
      long.reduce((total, duration) => total + Math.max(0, duration - 50), 0),
    ),
    row('longest task', Math.max(0, ...long)),
  ]
}

const stack = await startStack({ seed: true, client: true })
const browser = await launchChromium()
try {
  const url = `${stack.clientUrl}/#/dao/31337:${stack.deployment.governor}/members`
  const small = await openSlowPage(browser)
  const before = await measure(small, 'opened', () => small.goto(url))
  await small.context().close()
  await admit(stack)
  const total = await waitForIndex(stack)
  const page = await openSlowPage(browser)
  const opened = await measure(page, 'opened', () => page.goto(url))
  const rows = [
    ...opened.map((row, index) => ({ ...row, peer: before[index]!.ours, peerName: 'with 27 seats' })),
    ...(await measure(page, 'next page', () => page.getByRole('button', { name: 'Next' }).click())),
    ...(await measure(page, 'by the end of the term', () => page.getByLabel('Order').selectOption('end'))),
    ...(await measure(page, 'searched by number', () => page.getByLabel('Search').fill(String(seats)))),
  ]
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const results = { command: 'npm run bench:seats', commit, seats: total, rows }
  const file = fileURLToPath(new URL('../../test/bench/results/seats.json', import.meta.url))
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  console.table(rows.map(({ name, unit, ours, peer }) => ({ name, unit, ours, peer })))
} finally {
  await browser.close()
  await stack.stop()
}
