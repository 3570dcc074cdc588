import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'
import type { Configuration } from './web/src/domain/configuration'

const file = process.env['ALTHING_CONFIG'] ?? 'web/config/local.json'
const configuration = JSON.parse(readFileSync(resolve(file), 'utf8')) as Configuration

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

const libraries = /node_modules\/(svelte|esm-env|clsx|viem|abitype|@noble\/hashes)\//
const ours =
  /web\/src\/(domain|data|generated|state|components|transactions|i18n\/(en|format)|views\/(shell|home|proposals)\/View)/
const lazy =
  /viem\/_esm\/(accounts|account-abstraction|clients\/createWalletClient)|development|WalletDialog|[mM]arkdown|TransactionForm|transactions\/wallet|ipfs\/publish|ActionItem/

/** Whether a module is part of what the first view loads. */
function isNeededFirst(id: string): boolean {
  return (libraries.test(id) || ours.test(id)) && !lazy.test(id)
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
        codeSplitting: { groups: [{ name: 'base', test: isNeededFirst }] },
      },
    },
  },
})
