import { mkdirSync, readFileSync, readdirSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAbi, type Abi, type Address, type Hex } from 'viem'
import { formatAbiItem, keccak256 } from 'viem/utils'
import { hashCode } from '../web/src/domain/contractCode.js'

/** What `contracts/deployments/<chainId>.json` holds: the only place where an address or a start block is written. */
export type Deployment = {
  chainId: number
  /** Name of the network in the subgraph's manifest. */
  network: string
  startBlock: number
  name: string
  governor: Address
  treasury: Address
  membership: Address
  observers: Address
  gates: Address
  recovery: Address
  registry: Address
  statements: Address
  budgets: Address
  grants: Address
  payouts: Address
  distributions: Address
  donations: Address
  splits: Address
  /** What made it, and makes others. */
  factory: Address
  /** Seconds. */
  grace: number
  /** Tokens that the DAO names as its own concern; others that arrive are kept apart as unlisted. */
  assets: Address[]
}

const root = fileURLToPath(new URL('..', import.meta.url))
const deploymentsFolder = join(root, 'contracts/deployments')

type Artifact = {
  abi: Abi
  bytecode: { object: Hex }
  deployedBytecode: Bytecode
  methodIdentifiers: Record<string, string>
  storageLayout: {
    storage: Variable[]
    types: Record<string, { label: string; members?: Variable[] }> | null
  }
}

type Variable = { label: string; slot: string; offset: number; type: string }

/** What forge made of a contract. */
export function readArtifact(contract: string, file = contract): Artifact {
  const path = join(root, 'out', `${file}.sol`, `${contract}.json`)
  if (!existsSync(path)) throw new Error(`${contract} is not compiled. Run "npm run compile" and try again.`)
  return JSON.parse(readFileSync(path, 'utf8'))
}

type Bytecode = { object: Hex; immutableReferences?: Record<string, { start: number; length: number }[]> }

/**
 * What stands on a chain, as its file says.
 *
 * @throws Error where the file names less than a DAO of this version has.
 */
export function readDeployment(chainId: number): Deployment {
  const found = JSON.parse(readFileSync(join(deploymentsFolder, `${chainId}.json`), 'utf8')) as Partial<Deployment>
  return parseDeployment(found, `contracts/deployments/${chainId}.json`)
}

/** @throws Error that names the contract which `found`, from `file`, does not. */
export function parseDeployment(found: Partial<Deployment>, file: string): Deployment {
  const missing = (Object.keys(contracts) as (keyof typeof contracts)[]).find((name) => !found[name])
  if (missing) {
    throw new Error(
      `${file} names no ${missing}: an earlier version deployed this DAO. Use that version with it, or deploy a DAO with this one.`,
    )
  }
  return found as Deployment
}

const contracts = {
  governor: 'AlthingGovernor',
  treasury: 'Treasury',
  membership: 'Membership',
  observers: 'Observers',
  gates: 'Gates',
  recovery: 'Recovery',
  registry: 'Registry',
  statements: 'Statements',
  budgets: 'Budgets',
  grants: 'Grants',
  payouts: 'Payouts',
  distributions: 'Distributions',
  donations: 'Donations',
  splits: 'Splits',
  factory: 'Factory',
} as const

/** The parts of the token standards that the index and the client read. */
const standards = {
  ERC20: parseAbi([
    'event Transfer(address indexed from, address indexed to, uint256 value)',
    'function name() view returns (string)',
    'function symbol() view returns (string)',
    'function decimals() view returns (uint8)',
    'function balanceOf(address account) view returns (uint256)',
    'function transfer(address to, uint256 value) returns (bool)',
    'function approve(address spender, uint256 value) returns (bool)',
  ]),
  ERC721: parseAbi([
    'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
    'function name() view returns (string)',
    'function symbol() view returns (string)',
    'function balanceOf(address owner) view returns (uint256)',
    'function ownerOf(uint256 tokenId) view returns (address)',
    'function safeTransferFrom(address from, address to, uint256 tokenId)',
    'function transferFrom(address from, address to, uint256 tokenId)',
    'function setApprovalForAll(address operator, bool approved)',
  ]),
  ERC1155: parseAbi([
    'event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value)',
    'event TransferBatch(address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] values)',
    'function balanceOf(address account, uint256 id) view returns (uint256)',
    'function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes data)',
    'function safeBatchTransferFrom(address from, address to, uint256[] ids, uint256[] values, bytes data)',
    'function supportsInterface(bytes4 interfaceId) view returns (bool)',
  ]),
}

/**
 * What the plain reader knows of other people's DAOs: OpenZeppelin's interfaces as they stand, of every version. What is
 * answered is taken as wide as it can be: a contract that answers 300 for a state has still said something.
 */
const openZeppelin = {
  foreignGovernor: parseAbi([
    'event ProposalCreated(uint256 proposalId, address proposer, address[] targets, uint256[] values, string[] signatures, bytes[] calldatas, uint256 voteStart, uint256 voteEnd, string description)',
    'event ProposalQueued(uint256 proposalId, uint256 etaSeconds)',
    'event ProposalExecuted(uint256 proposalId)',
    'event ProposalCanceled(uint256 proposalId)',
    'event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline)',
    'event VoteCast(address indexed voter, uint256 proposalId, uint8 support, uint256 weight, string reason)',
    'event VoteCastWithParams(address indexed voter, uint256 proposalId, uint8 support, uint256 weight, string reason, bytes params)',
    'function name() view returns (string)',
    'function version() view returns (string)',
    'function COUNTING_MODE() view returns (string)',
    'function CLOCK_MODE() view returns (string)',
    'function clock() view returns (uint256)',
    'function supportsInterface(bytes4 id) view returns (bool)',
    'function token() view returns (address)',
    'function timelock() view returns (address)',
    'function votingDelay() view returns (uint256)',
    'function votingPeriod() view returns (uint256)',
    'function proposalThreshold() view returns (uint256)',
    'function quorum(uint256 timepoint) view returns (uint256)',
    'function state(uint256 proposalId) view returns (uint256)',
    'function proposalSnapshot(uint256 proposalId) view returns (uint256)',
    'function proposalDeadline(uint256 proposalId) view returns (uint256)',
    'function proposalEta(uint256 proposalId) view returns (uint256)',
    'function proposalNeedsQueuing(uint256 proposalId) view returns (bool)',
    'function proposalVotes(uint256 proposalId) view returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes)',
    'function hasVoted(uint256 proposalId, address account) view returns (bool)',
    'function usedVotes(uint256 proposalId, address account) view returns (uint256)',
    'function getVotes(address account, uint256 timepoint) view returns (uint256)',
    'function getProposalId(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) view returns (uint256)',
    'function nonces(address owner) view returns (uint256)',
    'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
    'function BALLOT_TYPEHASH() view returns (bytes32)',
    'function EXTENDED_BALLOT_TYPEHASH() view returns (bytes32)',
    'function castVote(uint256 proposalId, uint8 support) returns (uint256)',
    'function castVoteWithReason(uint256 proposalId, uint8 support, string reason) returns (uint256)',
    'function castVoteWithReasonAndParams(uint256 proposalId, uint8 support, string reason, bytes params) returns (uint256)',
    'function castVoteBySig(uint256 proposalId, uint8 support, address voter, bytes signature) returns (uint256)',
    'function castVoteWithReasonAndParamsBySig(uint256 proposalId, uint8 support, address voter, string reason, bytes params, bytes signature) returns (uint256)',
    'function propose(address[] targets, uint256[] values, bytes[] calldatas, string description) returns (uint256)',
    'function queue(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) returns (uint256)',
    'function execute(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) payable returns (uint256)',
    'function cancel(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) returns (uint256)',
    'function queue(uint256 proposalId)',
    'function execute(uint256 proposalId) payable',
    'function cancel(uint256 proposalId)',
    'function setVotingDelay(uint48 newVotingDelay)',
    'function setVotingPeriod(uint32 newVotingPeriod)',
    'function setProposalThreshold(uint256 newProposalThreshold)',
    'function updateQuorumNumerator(uint256 newQuorumNumerator)',
    'function updateTimelock(address newTimelock)',
    'function relay(address target, uint256 value, bytes data) payable',
  ]),
  /** What of it stands otherwise in the fourth version. */
  fourthGovernor: parseAbi([
    'function proposals(uint256 proposalId) view returns (uint256 id, address proposer, uint256 eta, uint256 startBlock, uint256 endBlock, uint256 forVotes, uint256 againstVotes, uint256 abstainVotes, bool canceled, bool executed)',
    'function castVoteBySig(uint256 proposalId, uint8 support, uint8 v, bytes32 r, bytes32 s) returns (uint256)',
    'function castVoteWithReasonAndParamsBySig(uint256 proposalId, uint8 support, string reason, bytes params, uint8 v, bytes32 r, bytes32 s) returns (uint256)',
    'function setVotingDelay(uint256 newVotingDelay)',
    'function setVotingPeriod(uint256 newVotingPeriod)',
  ]),
  foreignToken: parseAbi([
    'function name() view returns (string)',
    'function symbol() view returns (string)',
    'function decimals() view returns (uint256)',
    'function supportsInterface(bytes4 id) view returns (bool)',
    'function balanceOf(address account) view returns (uint256)',
    'function CLOCK_MODE() view returns (string)',
    'function clock() view returns (uint256)',
    'function getVotes(address account) view returns (uint256)',
    'function delegates(address account) view returns (address)',
    'function delegate(address delegatee)',
  ]),
  foreignTimelock: parseAbi([
    'function getMinDelay() view returns (uint256)',
    'function PROPOSER_ROLE() view returns (bytes32)',
    'function delay() view returns (uint256)',
    'function GRACE_PERIOD() view returns (uint256)',
    'function updateDelay(uint256 newDelay)',
    'function grantRole(bytes32 role, address account)',
    'function revokeRole(bytes32 role, address account)',
    'function setDelay(uint256 delay)',
    'function setPendingAdmin(address pendingAdmin)',
  ]),
}

const banner = '// Generated by `npm run generate` from the compiled contracts. Do not edit.\n'

/** Every error of the contracts, once. */
function listErrors(): Abi {
  const errors = Object.values(contracts).flatMap((contract) =>
    readArtifact(contract).abi.filter((item) => item.type === 'error'),
  )
  const bySignature = new Map(errors.map((error) => [formatAbiItem(error), error]))
  return [...bySignature].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, error]) => error)
}

function writeClient(deployments: Deployment[]) {
  const folder = join(root, 'web/src/generated')
  mkdirSync(join(folder, 'abi'), { recursive: true })
  for (const [name, contract] of Object.entries(contracts)) {
    const abi = readArtifact(contract).abi.filter((item) => item.type !== 'constructor')
    writeFileSync(
      join(folder, 'abi', `${name}.ts`),
      `${banner}export const ${name}Abi = ${JSON.stringify(abi)} as const\n`,
    )
  }
  const tokens = Object.entries(standards)
    .map(([name, abi]) => `export const ${name.toLowerCase()}Abi = ${JSON.stringify(abi)} as const\n`)
    .join('')
  writeFileSync(join(folder, 'abi', 'tokens.ts'), banner + tokens)
  const foreign = Object.entries(openZeppelin)
    .map(([name, abi]) => `export const ${name}Abi = ${JSON.stringify(abi)} as const\n`)
    .join('')
  writeFileSync(join(folder, 'abi', 'openZeppelin.ts'), banner + foreign)
  writeFileSync(
    join(folder, 'abi', 'errors.ts'),
    `${banner}export const errorAbi = ${JSON.stringify(listErrors())} as const\n`,
  )
  const byChain = Object.fromEntries(deployments.map((deployment) => [deployment.chainId, deployment]))
  writeFileSync(
    join(folder, 'deployments.ts'),
    `${banner}export const deployments = ${JSON.stringify(byChain, null, 2)} as const\n`,
  )
}

/** Of a governor's creation code in the first of its two stores, as `Deploy.s.sol` cuts it. */
const storeBytes = 24_575

/** What each contract's code is, so that anybody can compare what stands on a chain with it. */
function writeCodes() {
  const codes = Object.fromEntries(
    Object.entries({ ...contracts, card: 'SeatCard' }).map(([name, contract]) => {
      const { object, immutableReferences } = readArtifact(contract).deployedBytecode
      const immutables = Object.values(immutableReferences ?? {})
        .flat()
        .map(({ start, length }): [number, number] => [start, length])
        .sort(([a], [b]) => a - b)
      return [name, { hash: hashCode(object, immutables), immutables }]
    }),
  )
  // The factory keeps creation code behind one byte that stops (`CodeStore`); the governor's is too long for one.
  const store = (code: string): Hex => keccak256(`0x00${code}`)
  const creation = (contract: string) => readArtifact(contract).bytecode.object.slice(2)
  const governor = creation('AlthingGovernor')
  const stores = {
    treasuryCode: store(creation('Treasury')),
    membershipCode: store(creation('Membership')),
    governorCode: store(governor.slice(0, 2 * storeBytes)),
    governorCodeEnd: store(governor.slice(2 * storeBytes)),
    registryCode: store(creation('Registry')),
    distributionsCode: store(creation('Distributions')),
    splitsCode: store(creation('Splits')),
  }
  writeFileSync(
    join(root, 'web/src/generated/codes.ts'),
    `${banner}export const codes = ${JSON.stringify(codes)} as const\nexport const stores = ${JSON.stringify(stores)} as const\n`,
  )
}

function writeSubgraph(deployment: Deployment) {
  const folder = join(root, 'subgraph')
  mkdirSync(join(folder, 'abis'), { recursive: true })
  for (const contract of Object.values(contracts)) {
    writeFileSync(join(folder, 'abis', `${contract}.json`), JSON.stringify(readArtifact(contract).abi) + '\n')
  }
  for (const [name, abi] of Object.entries(standards)) {
    // graph-node asks for what viem leaves out.
    const complete = abi.map((item) => (item.type === 'event' ? { ...item, anonymous: false } : item))
    writeFileSync(join(folder, 'abis', `${name}.json`), JSON.stringify(complete) + '\n')
  }
  // Every transfer of every token is much on a chain that many use.
  const followsAny = deployment.chainId === 31337
  const values: Record<string, string> = {
    network: deployment.network,
    startBlock: String(deployment.startBlock),
    factory: deployment.factory,
    tokens: followsAny ? 'any' : 'named',
  }
  const template = readFileSync(join(folder, 'subgraph.template.yaml'), 'utf8')
  const chosen = followsAny
    ? template.replace(/^ *# \{\{\/anyToken\}\}\n/m, '').replace('{{#anyToken}} ', '')
    : template.replace(/^ *# \{\{#anyToken\}\}[^]*?\{\{\/anyToken\}\}\n/m, '')
  const manifest = chosen.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key]
    if (value === undefined) throw new Error(`subgraph.template.yaml asks for {{${key}}}, which nothing provides`)
    return value
  })
  writeFileSync(join(folder, 'subgraph.yaml'), `# Generated by \`npm run generate\`. Do not edit.\n${manifest}`)
}

const showItem = (item: Abi[number]) =>
  'name' in item && 'inputs' in item
    ? `${item.name}(${item.inputs.map((input) => input.type + ('indexed' in input && input.indexed ? ' indexed' : '')).join(', ')})`
    : item.type

/** What each contract shows to callers and where it keeps what it stores: a change of either is seen in the diff. */
function writeSnapshots() {
  const folder = join(root, 'contracts/snapshots')
  mkdirSync(folder, { recursive: true })
  for (const contract of [...Object.values(contracts), 'AlthingTokenGovernor']) {
    const { abi, methodIdentifiers, storageLayout } = readArtifact(contract)
    const types = storageLayout.types ?? {}
    // The compiler numbers its types by their place in the sources; their labels stay.
    const show = ({ slot, offset, type, label }: Variable) => `${slot}+${offset} ${types[type]?.label ?? type} ${label}`
    const snapshot = {
      functions: methodIdentifiers,
      events: abi
        .filter(({ type }) => type === 'event')
        .map(showItem)
        .sort(),
      errors: abi
        .filter(({ type }) => type === 'error')
        .map(showItem)
        .sort(),
      /** Slot and byte, type, name. */
      storage: storageLayout.storage.map(show),
      structs: Object.fromEntries(
        Object.values(types)
          .flatMap(({ label, members }): [string, string[]][] => (members ? [[label, members.map(show)]] : []))
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    }
    writeFileSync(join(folder, `${contract}.json`), `${JSON.stringify(snapshot, null, 2)}\n`)
  }
}

/** Writes the client's ABIs and addresses, and the manifest of the subgraph for one chain. */
export function generate(chainId = 31337) {
  const deployments = readdirSync(deploymentsFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readDeployment(Number(file.replace('.json', ''))))
    .sort((a, b) => a.chainId - b.chainId)
  writeClient(deployments)
  writeCodes()
  writeSnapshots()
  const deployment = deployments.find((each) => each.chainId === chainId)
  if (!deployment) throw new Error(`contracts/deployments/${chainId}.json is missing. Deploy to that chain first.`)
  writeSubgraph(deployment)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const chain = process.argv.indexOf('--chain')
  generate(chain === -1 ? undefined : Number(process.argv[chain + 1]))
}
