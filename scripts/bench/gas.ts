import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// What the protocol charges (EIP-2929, EIP-2200, EIP-3529, EIP-2028), however a contract is written.
const transaction = 21_000
const account = 2_600
const read = 2_100
const change = 5_000
const open = 22_100
const recover = 3_000
const calldata = (other: number, zero: number) => 16 * other + 4 * zero
const log = (topics: number, bytes: number) => 375 * (1 + topics) + 8 * bytes

/** The voter's weight: the token, the length of its checkpoints, the last one. */
const weight = account + 2 * read
/** The proposal; then the tally, the voter's index, the word of ballots. */
const castVote = transaction + calldata(38, 30) + read + weight + change + read + change + log(2, 160)
const reason = calldata(101, 59) + log(0, 128) - log(0, 0)
const signature = calldata(66, 62) + recover
/** One ballot of a batch: its share of words that are opened, and calldata of 17 words. */
const carried = calldata(205, 339) + recover + 2 * read + read + open / 10 + log(2, 288)
const propose = transaction + calldata(280, 400) + account + 6 * read + 3 * open + 2 * change + log(0, 900)
/** The proposal, the treasury's role and delay; the operation's time and its id are new. */
const queue = transaction + calldata(150, 500) + change + account + 3 * read + 2 * open + log(3, 192) + log(1, 64)
/** The proposal and the operation are done, its id is deleted (refunded in part), coin goes to an account that exists. */
const execute =
  transaction + calldata(150, 500) + 3 * change - 4_800 + 2 * account + 3 * read + 6_700 + log(3, 160) + log(1, 32)

/** The number, the record, the holder, the balance, the delegate, a checkpoint of the holder's and of all votes. */
const mint = transaction + calldata(25, 75) + change + open + 3 * open + 2 * open + change + 2 * read + 3 * log(3, 64)
const delegate = transaction + calldata(24, 12) + change + 2 * (read + change + open) + 2 * log(2, 64) + log(4, 0)

type Figures = Record<string, string>
type Row = { name: string; bound: number | null; floor: number | null; peer?: string }

const rows: Row[] = [
  { name: 'castVote, below quorum', bound: 56_000, floor: castVote },
  { name: 'castVote that reaches quorum', bound: 56_000, floor: castVote },
  { name: 'castVote, above quorum', bound: 56_000, floor: castVote },
  { name: 'castVote that opens a word', bound: 74_000, floor: castVote + open - change },
  { name: 'castVote, the very first on a proposal', bound: 101_000, floor: castVote + open - change + 2 * read },
  { name: "castVote, a voter's first ballot ever", bound: null, floor: castVote + open - read + change },
  { name: 'castVoteWithReason, 100 bytes', bound: 60_000, floor: castVote + reason },
  { name: 'change a ballot', bound: 60_500, floor: castVote + log(3, 96) },
  { name: 'castVoteBySig, relayed alone', bound: 65_000, floor: castVote + signature },
  {
    name: 'signed ballot, relayed alone',
    bound: null,
    floor: castVote + signature,
    peer: 'castVoteBySig, relayed alone',
  },
  { name: 'batch of 20, each', bound: 32_000, floor: carried + transaction / 20, peer: 'castVoteBySig, relayed alone' },
  {
    name: 'batch of 100, each',
    bound: 28_500,
    floor: carried + transaction / 100,
    peer: 'castVoteBySig, relayed alone',
  },
  { name: "propose, a proposer's second", bound: 135_000, floor: propose },
  { name: 'propose, the first of all', bound: 155_000, floor: propose + open - change },
  { name: 'queue and execute one payment', bound: 240_000, floor: queue + execute },
]

/** Seats: `peer` is OpenZeppelin's ERC721Votes with an owner who mints, activates the vote and burns. */
const seatRows: Row[] = [
  { name: 'mint with an active vote', bound: 203_000, floor: mint },
  { name: 'admit by an officer', bound: null, floor: null, peer: 'mint with an active vote' },
  { name: 'join by invitation', bound: null, floor: null, peer: 'mint with an active vote' },
  { name: 'join by a list of 1,000', bound: null, floor: null, peer: 'mint with an active vote' },
  { name: 'sweep of 1', bound: null, floor: null },
  { name: 'sweep of 10, each', bound: null, floor: null, peer: 'sweep of 1' },
  { name: 'sweep of 50, each', bound: null, floor: null, peer: 'sweep of 1' },
  { name: 'recover', bound: null, floor: null },
  // At most what it costs with OpenZeppelin's.
  { name: 'delegate', bound: 96_226, floor: delegate },
]

/** Payments out of rights. What a treasurer would do instead: schedule and execute a transfer. */
const moduleRows: Row[] = [
  { name: 'payout to 100, each', bound: null, floor: null, peer: 'a transfer' },
  { name: 'claim of a distribution', bound: 80_000, floor: null, peer: 'a transfer' },
  { name: 'claim of a distribution in coin', bound: null, floor: null },
  { name: 'claim of a distribution that opens a word', bound: null, floor: null },
  { name: "claim of a distribution, the payee's first of the token", bound: null, floor: null },
  { name: 'draw on a budget, the first of a period', bound: 95_000, floor: null, peer: 'a transfer' },
  { name: 'draw on a budget, another in the same period', bound: null, floor: null, peer: 'a transfer' },
  { name: 'draw on a budget, the first of all', bound: null, floor: null, peer: 'a transfer' },
  { name: 'draw on a budget to 10, each', bound: null, floor: null, peer: 'a transfer' },
  { name: 'draw on a budget with a threshold', bound: null, floor: null, peer: 'a transfer' },
  { name: 'announce a draw', bound: null, floor: null },
  { name: 'settle an announced draw', bound: null, floor: null },
]

/** A whole DAO in one transaction: no peer has one. */
const factoryRows: Row[] = [
  { name: 'make a DAO of 3', bound: null, floor: null },
  { name: 'make a DAO of 8', bound: 16_777_216, floor: null },
]

const root = fileURLToPath(new URL('../..', import.meta.url))
const command = 'npm run bench:gas'

const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/forge.ts', 'test'], {
  cwd: root,
  env: { ...process.env, FOUNDRY_PROFILE: 'gas' },
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)

const readFigures = (group: string): Figures =>
  JSON.parse(readFileSync(join(root, `test/contracts/gas/snapshots/${group}.json`), 'utf8'))
const compare = (rows: Row[], ours: Figures, peers: [string | null, Figures][]) =>
  rows.flatMap(({ name, bound, floor, peer = name }) =>
    peers.map(([peerName, figures]) => ({
      name,
      unit: 'gas',
      ours: Number(ours[name]),
      peer: figures[peer] === undefined ? null : Number(figures[peer]),
      peerName,
      bound,
      floor,
    })),
  )
const results = [
  ...compare(rows, readFigures('ours'), [
    ['OpenZeppelin 5.7', readFigures('stock')],
    ['OpenZeppelin 5.7 with PreventLateQuorum, ProposalGuardian, Storage', readFigures('stockWithModules')],
  ]),
  ...compare(seatRows, readFigures('seats'), [['OpenZeppelin 5.7 with an owner', readFigures('stockSeats')]]),
  ...compare(factoryRows, readFigures('factory'), [[null, {}]]),
  ...compare(moduleRows, readFigures('modules'), [['a transfer through OpenZeppelin 5.7', readFigures('timelock')]]),
]
const code = JSON.parse(readFileSync(join(root, 'out/AlthingGovernor.sol/AlthingGovernor.json'), 'utf8')) as {
  deployedBytecode: { object: string }
}
const stockCode = JSON.parse(readFileSync(join(root, 'out/Stock.sol/StockGovernor.json'), 'utf8')) as typeof code
const size = ({ deployedBytecode }: typeof code) => deployedBytecode.object.length / 2 - 1
results.push({
  name: 'governor, runtime code',
  unit: 'bytes',
  ours: size(code),
  peer: size(stockCode),
  peerName: 'OpenZeppelin 5.7',
  bound: 23_500,
  floor: null,
})
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
writeFileSync(
  join(root, 'test/bench/results/gas.json'),
  JSON.stringify({ command, commit, rows: results }, null, 2) + '\n',
)
console.table(
  results.map(({ name, ours, peer, peerName, bound, floor }) => ({ name, ours, peer, peerName, bound, floor })),
)
const over = results.filter(({ ours, bound }) => bound !== null && ours > bound)
for (const { name, ours, bound } of over) console.error(`${name}: ${ours} is more than ${bound}`)
process.exit(over.length === 0 ? 0 : 1)
