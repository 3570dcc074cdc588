import type { Hex } from 'viem'
import { concatHex, keccak256 } from 'viem/utils'
import { finish, type Slices } from './slices'

/** The nodes of a tree, the root first: what stands under node `i` is at `2i + 1` and `2i + 2`. */
export type MerkleTree = readonly Hex[]

/** The hash of two nodes, in the order of their values; as `Hashes.commutativeKeccak256` of OpenZeppelin. */
function hashPair(a: Hex, b: Hex): Hex {
  return keccak256(a.toLowerCase() < b.toLowerCase() ? concatHex([a, b]) : concatHex([b, a]))
}

/**
 * The tree over some leaves, whatever their order; laid out as by OpenZeppelin's `SimpleMerkleTree`, whose root and
 * proofs are the same.
 *
 * @throws RangeError where there are no leaves
 */
export function buildMerkleTree(leaves: readonly Hex[]): MerkleTree {
  return finish(growMerkleTree(leaves, Infinity))
}

/** {@link buildMerkleTree}, with a stop after every `most` hashes. */
export function* growMerkleTree(leaves: readonly Hex[], most: number): Slices<MerkleTree> {
  if (leaves.length === 0) throw new RangeError('a tree needs a leaf')
  const sorted = leaves.map((leaf) => leaf.toLowerCase() as Hex).sort()
  const nodes = new Array<Hex>(2 * sorted.length - 1)
  sorted.forEach((leaf, index) => (nodes[nodes.length - 1 - index] = leaf))
  for (let index = nodes.length - 1 - sorted.length, done = 1; index >= 0; index -= 1, done += 1) {
    nodes[index] = hashPair(nodes[2 * index + 1]!, nodes[2 * index + 2]!)
    if (done % most === 0) yield done
  }
  return nodes
}

/** The hashes beside the way from a leaf to the root; null where the tree does not have the leaf. */
export function getMerkleProof(tree: MerkleTree, leaf: Hex): Hex[] | null {
  const first = (tree.length - 1) / 2
  let index = tree.findIndex((node, place) => place >= first && node.toLowerCase() === leaf.toLowerCase())
  if (index === -1) return null
  const proof: Hex[] = []
  for (; index > 0; index = Math.floor((index - 1) / 2)) proof.push(tree[index % 2 === 0 ? index - 1 : index + 1]!)
  return proof
}

/** Whether a proof leads from a leaf to a root; as `MerkleProof.verify`. */
export function verifyMerkleProof(root: Hex, leaf: Hex, proof: readonly Hex[]): boolean {
  return proof.reduce((node, sibling) => hashPair(node, sibling), leaf).toLowerCase() === root.toLowerCase()
}
