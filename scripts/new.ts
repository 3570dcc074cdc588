import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createPublicClient, http } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { sayAttack, sayConsequences } from '../web/src/components/sayFounding.js'
import { publishDocument } from '../web/src/data/ipfs/publishDocument.js'
import { type DaoDraft, emptyDao, judgeDraft, readDraft, writeDraft } from '../web/src/domain/daoDraft.js'
import { foresee } from '../web/src/domain/founding.js'
import { ParameterError } from '../web/src/domain/parameterError.js'
import { formatRoute } from '../web/src/domain/route.js'
import { deploy, DeployError, parseSigner, type Signer, signerOptions } from './deploy.js'
import { readParameters } from './deploy/parameters.js'
import { readDeployment } from './generate.js'
import { InputEnded, type Lines, openLines } from './new/lines.js'
import { format, t } from './new/messages.js'
import { askAll, askWrong } from './new/questions.js'
import { mnemonic } from './stack/accounts.js'
import { choosePorts } from './stack/ports.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const usage = `npm run new -- [options], for the chain of "npm start" unless you say otherwise
  --file <dao.json>    what the wizard saved, or this command; without it you are asked
  --out <dao.json>     where your answers are kept
  --yes                do not ask before it is made
  --rpc-url <url> --chain <id>
  --client <url>       where the pages are, for the link
  --ipfs <url>         a Kubo RPC API that the charter is published through
  --account <name> | --ledger | --trezor | --unlocked <address>   who signs; needed on any chain but the local one`

type Target = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly client: string | null
  readonly ipfs: string | null
  readonly signer: Signer
}

/** Where it is made, and by whom; what is not said is that of the local stack. */
function chooseTarget(
  values: { 'rpc-url'?: string; chain?: string; client?: string; ipfs?: string } & Parameters<typeof parseSigner>[0],
): Target {
  const chainId = Number(values.chain ?? 31337)
  const isLocal = chainId === 31337
  const ports = choosePorts()
  const signer = parseSigner(values)
  if (!Number.isSafeInteger(chainId) || chainId < 1) throw new DeployError(`--chain takes a number.\n${usage}`)
  if (!isLocal && (!values['rpc-url'] || signer === null)) throw new DeployError(usage)
  return {
    chainId,
    rpcUrl: values['rpc-url'] ?? `http://127.0.0.1:${ports.rpc}`,
    client: values.client ?? (isLocal ? `http://127.0.0.1:${ports.client}` : null),
    ipfs: values.ipfs ?? (isLocal ? `http://127.0.0.1:${ports.ipfsApi}` : null),
    signer: signer ?? { kind: 'unlocked', address: mnemonicToAccount(mnemonic).address },
  }
}

/** The chain is the one that is meant, and somebody knows its factory: asked before any question is. */
async function findFactory({ rpcUrl, chainId }: Target): Promise<{ address: `0x${string}`; block: number }> {
  if (!existsSync(join(root, 'contracts/deployments', `${chainId}.json`))) {
    throw new DeployError(
      `No factory is known on chain ${chainId}: contracts/deployments/${chainId}.json is not there. "npm run deploy" deploys one with a first DAO. Nothing was sent.`,
    )
  }
  const { factory, startBlock } = readDeployment(chainId)
  const actual = await createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) })
    .getChainId()
    .catch((cause: Error) => {
      throw new DeployError(
        `${rpcUrl} does not answer${chainId === 31337 ? ': "npm start" starts the local chain' : ''}. Nothing was sent.`,
        { cause },
      )
    })
  if (actual !== chainId) throw new DeployError(`The RPC serves chain ${actual}, not ${chainId}. Nothing was sent.`)
  return { address: factory, block: startBlock }
}

/** A file's draft, with the text of the charter that it names by a path. */
function loadDraft(file: string): DaoDraft {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ParameterError('file', { kind: 'notJson', path: file, details: (cause as Error).message })
  }
  const { draft, charterPath } = readDraft(json)
  if (charterPath === null) return draft
  const path = resolve(dirname(file), charterPath)
  return existsSync(path) ? { ...draft, charter: readFileSync(path, 'utf8').trimEnd() } : draft
}

/** A name that no file has. */
function findFree(wanted: string): string {
  const base = wanted.replace(/\.json$/, '')
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${base}.json` : `${base}-${number}.json`
    if (!existsSync(name)) return name
  }
}

const writeFile = (path: string, draft: DaoDraft) =>
  writeFileSync(path, `${JSON.stringify(writeDraft(draft), null, 2)}\n`)

/** The file of what was answered: all that is needed to make the DAO, or what there was when the input ended. */
async function askForFile(lines: Lines, begun: DaoDraft, out: string | undefined, isFile: boolean): Promise<string> {
  let draft = begun
  const keep = (next: DaoDraft) => (draft = next)
  const place = () => findFree(out ?? (draft.symbol.replace(/[^\p{L}\p{N}-]/gu, '') || 'dao'))
  try {
    draft = await (isFile ? askWrong : askAll)(lines, draft, keep)
  } catch (error) {
    if (!(error instanceof InputEnded)) throw error
    const path = place()
    writeFile(path, draft)
    throw new DeployError(
      `\nNothing was sent. What you answered is in ${path}; go on with: npm run new -- --file ${path}`,
      { cause: error },
    )
  }
  const path = place()
  writeFile(path, draft)
  lines.say(`Your answers are in ${path}; keep it.`)
  return path
}

async function main(lines: Lines): Promise<void> {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      out: { type: 'string' },
      yes: { type: 'boolean' },
      help: { type: 'boolean' },
      'rpc-url': { type: 'string' },
      chain: { type: 'string' },
      client: { type: 'string' },
      ipfs: { type: 'string' },
      ...signerOptions,
    },
  })
  if (values.help) return lines.say(usage)
  const target = chooseTarget(values)
  const factory = await findFactory(target)
  const begun = values.file === undefined ? emptyDao : loadDraft(values.file)
  const isComplete = values.file !== undefined && judgeDraft(begun).parameters !== null
  const file = isComplete ? values.file! : await askForFile(lines, begun, values.out, values.file !== undefined)
  const parameters = readParameters(file)

  lines.say(`\n${parameters.name} (${parameters.symbol}), ${format.seats(BigInt(parameters.founders.length))}`)
  const founding = foresee(parameters)
  const sentences = [...sayConsequences(founding, t, format), `${t.found.attackTitle}:`]
  for (const sentence of [...sentences, ...sayAttack(founding, parameters.seats, t, format)]) {
    lines.say(`  ${sentence}`)
  }
  if (!values.yes) {
    const answer = await lines.ask(`\nMake it on chain ${target.chainId}? y/n [n]: `).catch((error: unknown) => {
      if (error instanceof InputEnded) return ''
      throw error
    })
    if (!/^y(es)?$/i.test(answer.trim())) {
      return lines.say(`Nothing was sent. The file is ${file}.`)
    }
  }
  const { document } = parameters.charter
  if (document !== null && target.ipfs !== null) {
    await publishDocument(target.ipfs, new TextDecoder().decode(document)).then(
      (cid) => lines.say(`the charter is published as ${cid}`),
      () => lines.say(`the charter could not be published through ${target.ipfs}; publish it yourself`),
    )
  }
  const made = await deploy({
    ...{ rpcUrl: target.rpcUrl, chainId: target.chainId, signer: target.signer, factory },
    parametersFile: file,
    network: readDeployment(target.chainId).network,
    log: (text) => lines.say(text),
  })
  const place = formatRoute({ page: 'home', dao: { chainId: target.chainId, governor: made.governor } })
  lines.say(`The census agrees. ${made.name}: ${target.client ?? ''}${target.client === null ? '' : '/'}${place}`)
}

const lines = openLines(process.stdin, process.stdout)
main(lines)
  .catch((error: unknown) => {
    if (error instanceof ParameterError) console.error(`Refused: ${error.message}. Nothing was sent.`)
    else console.error((error as Error).message)
    process.exitCode = error instanceof ParameterError || error instanceof DeployError ? 2 : 1
  })
  .finally(() => lines.close())
