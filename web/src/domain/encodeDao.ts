import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { concatHex, encodeAbiParameters, keccak256 } from 'viem/utils'
import { type Founder, gates, kinds, type Parameters, transferRules } from './daoParameters'
import { buildMerkleTree, getMerkleProof, type MerkleTree } from './merkleTree'

/** Founders that are seated in the transaction which makes the DAO; with room, below 16,777,216 gas (EIP-7825). */
export const firstFounders = 8
/** Founders of the list in one transaction. */
export const foundersAtOnce = 50

/** As `IMembership.Founder`. */
export type EncodedFounder = { readonly account: Address; readonly kind: number; readonly term: number }

const encodeFounder = ({ account, kind, term }: Founder): EncodedFounder => ({
  account,
  kind: kinds.indexOf(kind),
  term,
})

/** A leaf of the founders' list, as `IMembership.seatFounders` has it. */
function hashFounder({ account, kind, term }: EncodedFounder): Hex {
  const types = [{ type: 'address' }, { type: 'uint8' }, { type: 'uint48' }] as const
  return keccak256(concatHex([keccak256(encodeAbiParameters(types, [account, kind, term]))]))
}

/** Those who do not fit into the first transaction; null where all do. */
function growFounders({ founders }: Pick<Parameters, 'founders'>): MerkleTree | null {
  const others = founders.slice(firstFounders).map((founder) => hashFounder(encodeFounder(founder)))
  return others.length === 0 ? null : buildMerkleTree(others)
}

/** What `Factory.make` takes, of what a DAO is to be. */
export function encodeDao(parameters: Parameters) {
  const { founders, seats, guardian, charter } = parameters
  return {
    name: parameters.name,
    symbol: parameters.symbol,
    founders: founders.slice(0, firstFounders).map(encodeFounder),
    others: growFounders(parameters)?.[0] ?? zeroHash,
    seats: {
      transferRule: transferRules.indexOf(seats.transfer),
      severalSeats: seats.several,
      admissionShare: seats.admissionShare,
    },
    openGates: gates.map((gate) => seats.gates.includes(gate)) as [boolean, boolean, boolean, boolean],
    terms: kinds.map((kind) => seats.kinds[kind]) as [Terms, Terms, Terms, Terms],
    timelockDelay: BigInt(parameters.timelockDelay),
    grace: parameters.grace,
    parameters: {
      votingDelay: parameters.votingDelay,
      votingPeriod: parameters.votingPeriod,
      proposalThreshold: BigInt(parameters.proposalThreshold),
      quorumNumerator: BigInt(parameters.quorumNumerator),
      swingExtension: parameters.swingExtension,
      lockWindow: parameters.lockWindow,
      proposalLimit: parameters.proposalLimit,
      guardian: guardian?.account ?? zeroAddress,
      guardianExpiresAt: guardian?.term ?? 0,
    },
    charter: charter.digest,
    assets: parameters.assets,
  }
}

type Terms = { readonly term: number; readonly selfRenewal: boolean }

/** What `Membership.seatFounders` takes for those of the list, a transaction each. */
export function listFounderBatches(
  parameters: Pick<Parameters, 'founders'>,
): { readonly founders: EncodedFounder[]; readonly proofs: Hex[][] }[] {
  const tree = growFounders(parameters)
  if (tree === null) return []
  const others = parameters.founders.slice(firstFounders).map(encodeFounder)
  return Array.from({ length: Math.ceil(others.length / foundersAtOnce) }, (_, index) => {
    const founders = others.slice(index * foundersAtOnce, (index + 1) * foundersAtOnce)
    return { founders, proofs: founders.map((founder) => getMerkleProof(tree, hashFounder(founder))!) }
  })
}
