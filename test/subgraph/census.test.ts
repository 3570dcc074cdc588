import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AbiEvent, AbiParameter } from 'viem'
import { expect, test } from 'vitest'
import { readArtifact } from '../../scripts/generate.js'
import { signedFields } from '../../scripts/seed/sign-seats.js'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../subgraph/${path}`, import.meta.url)), 'utf8')

const contracts = [
  'AlthingGovernor',
  'Treasury',
  'Membership',
  'Observers',
  'Gates',
  'Recovery',
  'Statements',
  'Registry',
  'Budgets',
  'Grants',
  'Payouts',
  'Distributions',
  'Donations',
  'Splits',
] as const

const domain = {
  'EIP712DomainChanged()': 'The domain is fixed when the contract is made; OpenZeppelin declares the event for others.',
}
const card = 'Tells whoever shows the card to read it again; what has changed is told by another event.'
const lock = 'Says of a seat what the rules and the approvals say; the index has those.'
const ofEverySeat = {
  'Approval(indexed address,indexed address,indexed uint256)':
    'Whom a holder lets move a seat for it moves it only where the seat is not locked, and then by a Transfer.',
  'ApprovalForAll(indexed address,indexed address,bool)': 'As the approval of one seat.',
  'Locked(uint256)': lock,
  'MetadataUpdate(uint256)': card,
}

/** Why an event has no handler. */
const ignored: Record<(typeof contracts)[number], Record<string, string>> = {
  AlthingGovernor: domain,
  Treasury: {
    'RoleAdminChanged(indexed bytes32,indexed bytes32,indexed bytes32)':
      'The admin of every role is the treasury itself, and nothing in it changes that.',
  },
  Membership: { ...domain, ...ofEverySeat, 'Unlocked(uint256)': lock, 'BatchMetadataUpdate(uint256,uint256)': card },
  Observers: ofEverySeat,
  Gates: domain,
  Recovery: domain,
  Statements: domain,
  Registry: {},
  Budgets: {},
  Grants: {},
  Payouts: {},
  Distributions: {},
  Donations: {},
  Splits: {},
}

/** A tuple as the manifest writes it: its components in brackets. */
function showType(parameter: AbiParameter): string {
  if (!('components' in parameter)) return parameter.type
  return parameter.type.replace('tuple', `(${parameter.components.map(showType).join(',')})`)
}

function listHandled(contract: string): string[] {
  const sources = read('subgraph.template.yaml').split(/^ {2}- kind: /m)
  const own = sources.find((source) => source.includes(`abi: ${contract}\n`)) ?? ''
  return [...own.matchAll(/- event: (.+)$/gm)].map(([, signature]) => signature!.trim())
}

test.each(contracts)('%s: every event has a handler, or a reason why not (T57)', (contract) => {
  const events = (readArtifact(contract).abi as AbiEvent[]).filter((item) => item.type === 'event')
  const signatures = events.map(
    ({ name, inputs }) =>
      `${name}(${inputs.map((input) => (input.indexed ? 'indexed ' : '') + showType(input)).join(',')})`,
  )
  expect([...listHandled(contract), ...Object.keys(ignored[contract])].sort()).toEqual(signatures.sort())
})

test('every handler that the manifest names exists', () => {
  const named = [...read('subgraph.template.yaml').matchAll(/handler: (\w+)$/gm)].map(([, name]) => name!)
  const files = [...read('src/index.ts').matchAll(/'\.\/(\w+)'/g)].map(([, file]) => read(`src/${file}.ts`))
  for (const name of named) expect(files.join('\n')).toContain(`export function ${name}(`)
})

const readSolidity = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../contracts/${path}`, import.meta.url)), 'utf8')

/** The names of a Solidity enum; the interface of a contract has only its numbers. */
function listSolidityEnum(source: string, name: string): string[] {
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(readSolidity(source))![1]!
  return [...body.matchAll(/^\s*(\w+),?$/gm)].map(([, each]) =>
    each!.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
  )
}

test.each([
  ['SeatKind', 'membership/ISeats.sol', 'Kind', 'names', 'SEAT_KINDS'],
  ['TransferRule', 'membership/IMembership.sol', 'TransferRule', 'names', 'TRANSFER_RULES'],
  ['AdmissionGate', 'membership/IGates.sol', 'Gate', 'names', 'GATES'],
  ['BallotRefusal', 'governance/IAlthingGovernor.sol', 'BallotRefusal', 'ballots', 'REFUSALS'],
  ['DocumentKind', 'registry/IRegistry.sol', 'Kind', 'registry', 'KINDS'],
  ['PayoutKind', 'treasury/IPayouts.sol', 'Kind', 'payouts', 'PAYOUT_KINDS'],
  ['SplitTarget', 'treasury/ISplits.sol', 'Target', 'splits', 'SPLIT_TARGETS'],
])('%s is that of the contract, and UNKNOWN for what it may become', (name, source, enumeration, file, constant) => {
  const expected = listSolidityEnum(source, enumeration)
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(read('schema.graphql'))![1]!
  // Who founds and who votes comes in by no gate of the contract.
  const others = name === 'AdmissionGate' ? ['FOUNDER', 'VOTE'] : []
  expect(body.trim().split(/\s+/)).toEqual([...others, ...expected, 'UNKNOWN'])
  const list = new RegExp(`const ${constant} = \\[([^\\]]*)\\]`).exec(read(`src/${file}.ts`))![1]!
  expect([...list.matchAll(/'(\w+)'/g)].map(([, each]) => each)).toEqual(expected)
})

test('what is signed for seats has the types that the contracts hash', () => {
  const sources = ['Gates', 'Recovery', 'Statements'].map((name) => readSolidity(`membership/${name}.sol`)).join('\n')
  const hashed = [...sources.matchAll(/keccak256\(\s*"(\w+)\(([^"]*)\)"/g)].map(([, name, fields]) => [name, fields])
  expect(Object.fromEntries(hashed)).toEqual(signedFields)
})

test('the mappings call no contract', () => {
  const files = [...read('src/index.ts').matchAll(/'\.\/(\w+)'/g)].map(([, file]) => read(`src/${file}.ts`))
  expect(files.join('\n')).not.toMatch(/\.bind\(|try_|ethereum\.call/)
})
