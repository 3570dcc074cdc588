import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AbiEvent } from 'viem'
import { expect, test } from 'vitest'
import { readArtifact } from '../../scripts/generate.js'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../subgraph/${path}`, import.meta.url)), 'utf8')

const contracts = ['AlthingGovernor', 'Treasury', 'Membership'] as const

/** Why an event has no handler. */
const ignored: Record<(typeof contracts)[number], Record<string, string>> = {
  AlthingGovernor: {
    'EIP712DomainChanged()':
      'The domain is fixed when the contract is made; OpenZeppelin declares the event for others.',
  },
  Treasury: {
    'RoleAdminChanged(indexed bytes32,indexed bytes32,indexed bytes32)':
      'The admin of every role is the treasury itself, and nothing in it changes that.',
  },
  Membership: {
    'Approval(indexed address,indexed address,indexed uint256)': 'Seats are locked: an approval does nothing.',
    'ApprovalForAll(indexed address,indexed address,bool)': 'Seats are locked: an approval does nothing.',
    'EIP712DomainChanged()':
      'The domain is fixed when the contract is made; OpenZeppelin declares the event for others.',
    'Locked(uint256)': 'Says of every seat what is so of all.',
    'SeatAdmitted(indexed uint256,indexed address)': 'Says again what the Transfer from zero says.',
    'SeatRevoked(indexed uint256,indexed address)': 'Says again what the Transfer to zero says.',
  },
}

function listHandled(contract: string): string[] {
  const sources = read('subgraph.template.yaml').split(/^ {2}- kind: /m)
  const own = sources.find((source) => source.includes(`abi: ${contract}\n`)) ?? ''
  return [...own.matchAll(/- event: (.+)$/gm)].map(([, signature]) => signature!.trim())
}

test.each(contracts)('%s: every event has a handler, or a reason why not', (contract) => {
  const events = (readArtifact(contract).abi as AbiEvent[]).filter((item) => item.type === 'event')
  const signatures = events.map(
    ({ name, inputs }) => `${name}(${inputs.map((input) => (input.indexed ? 'indexed ' : '') + input.type).join(',')})`,
  )
  expect([...listHandled(contract), ...Object.keys(ignored[contract])].sort()).toEqual(signatures.sort())
})

test('every handler that the manifest names exists', () => {
  const named = [...read('subgraph.template.yaml').matchAll(/handler: (\w+)$/gm)].map(([, name]) => name!)
  const files = [...read('src/index.ts').matchAll(/'\.\/(\w+)'/g)].map(([, file]) => read(`src/${file}.ts`))
  for (const name of named) expect(files.join('\n')).toContain(`export function ${name}(`)
})

test('the mappings call no contract', () => {
  const files = [...read('src/index.ts').matchAll(/'\.\/(\w+)'/g)].map(([, file]) => read(`src/${file}.ts`))
  expect(files.join('\n')).not.toMatch(/\.bind\(|try_|ethereum\.call/)
})
