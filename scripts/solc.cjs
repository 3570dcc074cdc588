#!/usr/bin/env node
// A front for the npm package `solc` (WebAssembly), so that forge compiles without downloading a compiler.

if (process.argv.includes('--version')) {
  // forge asks at every run: not worth loading the compiler for.
  const { version } = require('solc/package.json')
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${version}\n`)
} else if (process.argv.includes('--standard-json')) {
  let input = ''
  process.stdin.setEncoding('utf8')
  process.stdin.on('data', (chunk) => (input += chunk))
  process.stdin.on('end', () => process.stdout.write(require('solc').compile(input)))
} else {
  process.stderr.write('solc: only --version and --standard-json are understood\n')
  process.exit(1)
}
