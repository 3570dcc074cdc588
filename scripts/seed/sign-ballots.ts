import type { Address, Hex, LocalAccount } from 'viem'

/** 0 Against, 1 For, 2 Abstain, as in the contract; what is signed is the word. */
type Support = number

/** The governor that a signature is for, and its EIP-712 name. */
export type Poll = { governor: Address; name: string; chainId: number }
export type Choice = { proposalId: bigint; support: Support; reason: string }
/** Unix seconds. */
export type Times = { signedAt: bigint; expiry: bigint }

/** `IAlthingGovernor.SignedBallot`. */
export type SignedBallot = Times & {
  voter: Address
  support: Support
  gasLimit: bigint
  reason: string
  signature: Hex
}
/** `IAlthingGovernor.SignedList`. */
export type SignedList = Times & { voter: Address; gasLimit: bigint; choices: Choice[]; signature: Hex }

const choiceType = [
  { name: 'proposalId', type: 'uint256' },
  { name: 'choice', type: 'string' },
  { name: 'reason', type: 'string' },
]
const timesType = [
  { name: 'voter', type: 'address' },
  { name: 'signedAt', type: 'uint256' },
  { name: 'expiry', type: 'uint256' },
]
const types = {
  SignedBallot: [...choiceType, ...timesType],
  Choice: choiceType,
  SignedList: [{ name: 'choices', type: 'Choice[]' }, ...timesType],
}

const toDomain = ({ governor, name, chainId }: Poll) => ({ name, version: '1', chainId, verifyingContract: governor })
/** What is none of the three is hashed as the last: the governor skips it as no choice. */
const toWord = (support: Support) => ['Against', 'For', 'Abstain'][support] ?? 'Abstain'
const toMessage = ({ proposalId, support, reason }: Choice) => ({ proposalId, choice: toWord(support), reason })

/** Signs one ballot that anybody may carry to `AlthingGovernor.castSignedBallots`. */
export async function signBallot(
  signer: LocalAccount,
  poll: Poll,
  choice: Choice,
  times: Times,
  voter = signer.address,
) {
  const message = { ...toMessage(choice), ...times, voter }
  const signature = await signer.signTypedData({ domain: toDomain(poll), types, primaryType: 'SignedBallot', message })
  const { support, reason } = choice
  return { voter, ...times, support, gasLimit: 0n, reason, signature } satisfies SignedBallot
}

/** Signs choices on several proposals at once, for `AlthingGovernor.castSignedLists`. */
export async function signList(signer: LocalAccount, poll: Poll, choices: Choice[], times: Times) {
  const voter = signer.address
  const message = { choices: choices.map(toMessage), ...times, voter }
  const signature = await signer.signTypedData({ domain: toDomain(poll), types, primaryType: 'SignedList', message })
  return { voter, ...times, gasLimit: 0n, choices, signature } satisfies SignedList
}
