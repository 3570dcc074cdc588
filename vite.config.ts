import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'
import type { Configuration } from './web/src/domain/configuration'
import { ConfigurationError, parseConfiguration } from './web/src/domain/parseConfiguration'

const file = process.env['ALTHING_CONFIG'] ?? 'web/config/local.json'
const configuration = readConfiguration()

/** What the build is made for; one that is wrong is refused with the field that is. */
function readConfiguration(): Configuration {
  try {
    return parseConfiguration(JSON.parse(readFileSync(resolve(file), 'utf8')))
  } catch (error) {
    if (!(error instanceof ConfigurationError) && !(error instanceof SyntaxError)) throw error
    throw new Error(`${file} is no configuration. ${error.message}. web/README.md says what stands in one.`, {
      cause: error,
    })
  }
}

/**
 * The page's content security policy. What the client may connect to is what the configuration names, and nothing else;
 * no script or style but those of the build; no HTML but what DOMPurify or the compiler of the templates made.
 */
function writePolicy({ chains }: Configuration): string {
  const urls = chains.flatMap(({ rpcs, subgraph, gateways, ipfsApi }) => [...rpcs, subgraph, ...gateways, ipfsApi])
  const origins = [...new Set(urls.filter((url) => url !== null).map((url) => new URL(url).origin))]
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${origins.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html dompurify',
  ].join('; ')
}

const policy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: writePolicy(configuration) },
      injectTo: 'head-prepend',
    },
  ],
}

/** Where every visit begins: the entry, the pages that a link most often leads to, what viem asks for at the first call. */
const first = [
  resolve('web/src/main.ts'),
  ...['home', 'proposals'].map((page) => resolve(`web/src/views/${page}/View.svelte`)),
]
first.push(resolve('node_modules/viem/_esm/utils/ccip.js'))
/** Of libraries whose index names everything, the parts that only later pages use. */
const later =
  /@noble\/curves|@scure|node_modules\/ox\/|viem\/_esm\/(accounts|account-abstraction|actions\/(ens|test|wallet)|utils\/ens|ens|clients\/(createWalletClient|createTestClient|decorators\/(wallet|test))|utils\/(signature|typedData))/
type ModuleGraph = { getModuleInfo: (id: string) => { importedIds: string[] } | null }
let neededFirst: Set<string> | undefined

/** Whether a module is part of what the first view loads: the first modules, and what they import statically. */
function isNeededFirst(id: string, graph: ModuleGraph): boolean {
  neededFirst ??= reach(first)
  return neededFirst.has(id)

  function reach(ids: readonly string[], reached = new Set<string>()) {
    for (const each of ids) {
      if (reached.has(each) || later.test(each)) continue
      reached.add(each)
      reach(graph.getModuleInfo(each)?.importedIds ?? [], reached)
    }
    return reached
  }
}

export default defineConfig({
  root: 'web',
  base: './',
  plugins: [svelte(), policy],
  define: {
    __CONFIGURATION__: JSON.stringify(configuration),
    __DEVELOPMENT__: JSON.stringify(configuration.development !== undefined),
  },
  build: {
    outDir: resolve(process.env['ALTHING_OUT'] ?? 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // One file for what every page needs first: many small ones cost a request each.
        codeSplitting: {
          groups: [{ debugName: 'base', name: (id, graph) => (isNeededFirst(id, graph) ? 'base' : null) }],
        },
      },
    },
  },
})
