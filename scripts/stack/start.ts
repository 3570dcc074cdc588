import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { choosePorts } from './ports.js'
import { describeStack } from './describe-stack.js'
import { StackError, toSentence } from './stack-error.js'
import { Supervisor } from './supervisor.js'

const help = `npm start -- [options]
  --fresh          begin anew: chain, index, documents
  --live-time      leave chain time to the wall clock
  --port-base N    nine ports in a row from N instead of the usual ones
  --data FOLDER    where everything is kept (.althing)
  --no-seed        an empty DAO
  --no-client      without the pages`

const since = Date.now()
let supervisor: Supervisor | undefined
let ending = false
const abort = new AbortController()

try {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      'live-time': { type: 'boolean', default: false },
      'port-base': { type: 'string' },
      data: { type: 'string', default: fileURLToPath(new URL('../../.althing', import.meta.url)) },
      'no-seed': { type: 'boolean', default: false },
      'no-client': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  const base = values['port-base']
  const ports = choosePorts(base === undefined ? undefined : Number(base))
  const starting = Supervisor.start({
    dataDir: values.data,
    ports,
    liveTime: values['live-time'],
    seed: !values['no-seed'],
    client: !values['no-client'],
    fresh: values.fresh,
    signal: abort.signal,
    log: (part, line) => console.log(`  ${part.padEnd(10)} ${line}`),
    onReady: (part, what, seconds) => console.log(`✓ ${part.padEnd(10)} ${what}  (${seconds.toFixed(1)} s)`),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(starting))
  console.log(`Starting Althing; what it keeps is in ${values.data}`)
  supervisor = await starting
  if (!ending)
    console.log(await describeStack(supervisor, ports, (Date.now() - since) / 1000, join(values.data, 'logs')))
} catch (error) {
  if (!ending) {
    console.error(`\nAlthing did not start. ${toSentence(error)}`)
    if (!(error instanceof StackError) && process.env.ALTHING_DEBUG) console.error(error)
    process.exitCode = 1
  }
}

async function end(starting: Promise<Supervisor>): Promise<void> {
  if (ending) return
  ending = true
  abort.abort()
  console.log('\nStopping; the chain and everything else is kept for the next start.')
  // A start that was cut off has stopped what it had begun.
  const started = await starting.catch(() => undefined)
  await started?.stop()
  process.exit(process.exitCode ?? 0)
}
