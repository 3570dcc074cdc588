import { encodeFunctionData, parseEventLogs, sha256, type Address, type Hex, type TransactionReceipt } from 'viem'
import type { HDAccount } from 'viem/accounts'
import {
  computeListRoot,
  findListProof,
  formatListDocument,
  type ListDocument,
} from '../../web/src/domain/memberList.js'
import { gatesAbi } from '../../web/src/generated/abi/gates.js'
import { membershipAbi } from '../../web/src/generated/abi/membership.js'
import { recoveryAbi } from '../../web/src/generated/abi/recovery.js'
import { statementsAbi } from '../../web/src/generated/abi/statements.js'
import { kinds, type Kind } from '../../web/src/domain/daoParameters.js'
import type { Deployment } from '../generate.js'
import { readText } from './read-text.js'
import { signAcceptance, signInvitation, signJoin, type Domain } from './sign-seats.js'

const day = 86_400
const chainId = 31337

/** What the year lends to those who keep seats. */
export type YearOfSeats = {
  deployment: Deployment
  /** By place in the development mnemonic. */
  account: (index: number) => HDAccount
  plan: (day: number, run: () => Promise<unknown>) => void
  send: (from: number, to: Address, data: Hex) => Promise<TransactionReceipt>
  /** Unix seconds of the block that the step at hand will be in. */
  now: () => number
  publish: (bytes: Uint8Array) => Promise<unknown>
}

/** Whom officers admit, and for how many days. */
const admissions: { day: number; officer: number; account: number; kind: Kind; days: number; reason: string }[] = [
  {
    day: 133,
    officer: 1,
    account: 25,
    kind: 'observer',
    days: 365,
    reason: 'Teaches at the harbour school, and wants to bring her class to listen. 港口小学的老师，想带学生来旁听。',
  },
  {
    day: 150,
    officer: 9,
    account: 26,
    kind: 'observer',
    days: 365,
    reason: '湖对岸合作社的秘书，来看看我们怎么开会。',
  },
  {
    day: 172,
    officer: 9,
    account: 43,
    kind: 'member',
    days: 90,
    reason: 'Builds boats with us until the autumn, and eats at every table.',
  },
  {
    day: -100,
    officer: 9,
    account: 28,
    kind: 'member',
    days: 90,
    reason: 'Our winter ferryman; he goes where the ice goes. 冬天的摆渡人，冰走他也走。',
  },
]

/** The oldest of the reading room's readers, by a link that her granddaughter opened. */
const invitation = { used: 163, officer: 1, account: 27, kind: 'member' as const, days: 365 }
const invitationReason = '读书室最老的读者，她孙女替她点的链接。'

/** Whose seat lapsed, and when somebody swept it. */
const lapsed = { account: 43, sweptOn: 268, by: 5 }

/** Who named whom to recover a seat. */
const guardians: { day: number; holder: number; accounts: number[]; threshold: number; days: number }[] = [
  { day: 312, holder: 17, accounts: [9, 12, 20], threshold: 2, days: 3 },
  { day: 318, holder: 6, accounts: [0, 3, 11], threshold: 2, days: 5 },
  { day: 320, holder: 0, accounts: [5, 12], threshold: 2, days: 7 },
]

/** A telephone went into the lake; two of three neighbours gave the seat to a new one, whose owner still had no coin. */
const lost = {
  holder: 17,
  to: 42,
  supports: [
    { day: 341, by: 9 },
    { day: 342.5, by: 20 },
  ],
  acceptedOn: 346.2,
  by: 9,
}

/** What delegates say of themselves. */
export const statements: { day: number; account: number; text: string }[] = [
  { day: 126, account: 9, text: 'elif-kaya' },
  { day: 246, account: 20, text: 'lin-yue' },
]

/** Who may take a seat by the list of the last proposal about seats; the first of these did. */
const listed = [44, 25, 26, 29, 45, 46]
const joinedOn = -16

function toList(deployment: Deployment, account: (index: number) => Address): ListDocument {
  const seats = listed.map((index) => ({ account: account(index), kind: 'member' as const }))
  return { list: 1n, chainId, gates: deployment.gates, seats }
}

/** The list that a proposal opens: what stands on the chain of it. */
export function winterList(stage: { deployment: Deployment; account: (index: number) => Address }) {
  const list = toList(stage.deployment, stage.account)
  return { list: list.list, root: computeListRoot(list), digest: sha256(encodeList(list)) }
}

const encodeList = (list: ListDocument) => new TextEncoder().encode(formatListDocument(list))

/** What happens to seats without a vote of their own, besides what the agenda decides. */
export function planSeats({ deployment, account, plan, send, now, publish }: YearOfSeats) {
  const { gates, membership, recovery, statements: statementsAt, name } = deployment
  const addressOf = (index: number) => account(index).address
  const toDomain = (contract: Address): Domain => ({ name, chainId, contract })
  const toGates = (from: number, data: Hex) => send(from, gates, data)
  const toRecovery = (from: number, data: Hex) => send(from, recovery, data)
  /** Founders have the first numbers, in their order. */
  const numbers = new Map<number, bigint>()
  const numberOf = (index: number) => numbers.get(index) ?? BigInt(index + 1)

  for (const { day: on, officer, account: who, kind, days, reason } of admissions) {
    plan(on, async () => {
      const args = [addressOf(who), kinds.indexOf(kind), days * day, reason] as const
      const { logs } = await toGates(officer, encodeFunctionData({ abi: gatesAbi, functionName: 'admit', args }))
      numbers.set(who, parseEventLogs({ abi: gatesAbi, eventName: 'Admitted', logs })[0]!.args.tokenId)
    })
  }
  plan(invitation.used, async () => {
    // The link's key: nothing secret depends on it once it was used.
    const key = account(1000)
    const invited = {
      inviter: addressOf(invitation.officer),
      key: key.address,
      kind: kinds.indexOf(invitation.kind),
      term: invitation.days * day,
      expires: now() + 27 * day,
      round: 0n,
      reason: invitationReason,
    }
    const signature = await signInvitation(account(invitation.officer), toDomain(gates), invited)
    const who = addressOf(invitation.account)
    const args = [invited, who, signature, await signJoin(key, toDomain(gates), who)] as const
    await toGates(invitation.account, encodeFunctionData({ abi: gatesAbi, functionName: 'join', args }))
  })
  plan(lapsed.sweptOn, () => {
    const args = [[numberOf(lapsed.account)]] as const
    return send(lapsed.by, membership, encodeFunctionData({ abi: membershipAbi, functionName: 'sweep', args }))
  })

  for (const { day: on, holder, accounts, threshold, days } of guardians) {
    const args = [numberOf(holder), accounts.map(addressOf), threshold, days * day] as const
    const data = encodeFunctionData({ abi: recoveryAbi, functionName: 'nameGuardians', args })
    plan(on, () => toRecovery(holder, data))
  }
  const seat = numberOf(lost.holder)
  for (const { day: on, by } of lost.supports) {
    const args = [seat, addressOf(lost.to)] as const
    plan(on, () => toRecovery(by, encodeFunctionData({ abi: recoveryAbi, functionName: 'supportRecovery', args })))
  }
  plan(lost.acceptedOn, async () => {
    const signature = await signAcceptance(account(lost.to), toDomain(recovery), seat, addressOf(lost.holder))
    const args = [seat, signature] as const
    return toRecovery(lost.by, encodeFunctionData({ abi: recoveryAbi, functionName: 'acceptRecovery', args }))
  })

  for (const { day: on, account: who, text } of statements) {
    plan(on, async () => {
      const { bytes } = readText(text)
      await publish(bytes)
      const data = encodeFunctionData({ abi: statementsAbi, functionName: 'publish', args: [sha256(bytes)] })
      return send(who, statementsAt, data)
    })
  }

  const list = toList(deployment, addressOf)
  plan(-33, () => publish(encodeList(list)))
  plan(joinedOn, () => {
    const who = addressOf(listed[0]!)
    const { kind, proof } = findListProof(list, who)!
    const args = [list.list, who, kinds.indexOf(kind), [...proof]] as const
    return toGates(1, encodeFunctionData({ abi: gatesAbi, functionName: 'joinByList', args }))
  })
}
