import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import { getAddress } from 'viem/utils'
import { toCid } from './cid'
import type { DaoContracts } from './dao'
import type { DecodedLog } from './decodedLog'
import { type Modules, readRight, type ToldRight } from './envelope'
import type { Decision, Flow } from './treasury'

type Draft = { -readonly [Key in keyof Flow]: Flow[Key] }

/** What a payment says where no log has told more of it. */
const untold = {
  proposal: null,
  operation: null,
  envelope: null,
  right: null,
  purpose: null,
  category: null,
  ref: null,
  cid: null,
}

/**
 * The movements that events tell of, the oldest first, with what each payment was for: what the index does, done from
 * logs. A payment in a token is open until the log that says what decided it, which follows in the same transaction; one
 * in a token that the DAO never named stays without a decision: anybody can write such a log.
 *
 * @param logs of governor, treasury and modules, and the tokens' transfers from and to the treasury; in the chain's order
 * @param decisions the proposals, by the timelock's id of what they do
 */
export function foldFlows(
  logs: readonly DecodedLog[],
  dao: Modules & Pick<DaoContracts, 'governor' | 'assets'>,
  decisions: ReadonlyMap<string, Decision>,
): Flow[] {
  const lower = (address: Address) => address.toLowerCase()
  const rights = new Map<bigint, ToldRight>()
  const named = new Set(dao.assets.map(lower))
  const last = new Map<string, Flow>()
  const flows: Draft[] = []
  let open: Draft[] = []

  const add = (
    log: DecodedLog,
    direction: Flow['direction'],
    token: Address | null,
    counterparty: Address,
    [amount, tokenId] = readMoved(log)[0]!,
  ) => {
    const key = lower(token ?? zeroAddress)
    const before = last.get(key)
    const flow: Draft = {
      ...{ direction, token, counterparty, amount, tokenId },
      ...untold,
      number: before === undefined ? 0 : before.number + 1,
      balance: (before?.balance ?? 0n) + (direction === 'in' ? amount : -amount),
      ...{ at: log.at, block: log.blockNumber, logIndex: log.logIndex, transaction: log.transaction },
    }
    last.set(key, flow)
    flows.push(flow)
    return flow
  }
  const decide = (flow: Draft, operation: Hex) => {
    flow.operation = operation
    flow.proposal = decisions.get(operation.toLowerCase()) ?? null
  }

  for (const log of logs) {
    if (open.length > 0 && open[0]!.transaction !== log.transaction) open = []
    const { address, eventName, args } = log
    const told = readRight(log, dao)
    if (told) rights.set(told.envelope, told)
    else if (lower(address) === lower(dao.governor)) {
      if (eventName === 'ProposalCreated') for (const target of args['targets'] as Address[]) named.add(lower(target))
    } else if (lower(address) !== lower(dao.treasury)) {
      if (!transfers.has(eventName)) continue
      const { from, to } = args as { from: Address; to: Address }
      if (lower(from) === lower(to)) continue // What the treasury sends to itself is no movement.
      const isIn = lower(to) === lower(dao.treasury)
      for (const moved of readMoved(log)) {
        const flow = add(log, isIn ? 'in' : 'out', getAddress(address), isIn ? from : to, moved)
        if (!isIn && named.has(lower(address))) open.push(flow)
      }
    } else if (eventName === 'CoinReceived') add(log, 'in', null, args['from'] as Address)
    else if (eventName === 'EnvelopeSet') {
      named.add(lower(args['asset'] as Address))
      rights.delete(args['envelopeId'] as bigint)
    } else if (eventName === 'CallExecuted') {
      const { id, target, value } = args as { id: Hex; target: Address; value: bigint }
      for (const flow of open) decide(flow, id)
      open = []
      if (value > 0n) decide(add(log, 'out', null, target), id)
    } else if (eventName === 'Disbursed') {
      const flow = takePayment()
      if (!flow) continue
      const { decision, envelopeId, ref } = args as { decision: Hex; envelopeId: bigint; ref: Hex }
      decide(flow, decision)
      Object.assign(flow, { envelope: envelopeId, ref }, describe(rights.get(envelopeId), ref))
    }

    /** The payment that a `Disbursed` tells of: of coin it is the only log, of a token its transfer came before it. */
    function takePayment(): Draft | undefined {
      const { asset, to, amount } = args as { asset: Address; to: Address; amount: bigint }
      if (asset === zeroAddress) return add(log, 'out', null, to)
      const place = open.findLastIndex(
        (flow) =>
          lower(flow.token!) === lower(asset) && lower(flow.counterparty) === lower(to) && flow.amount === amount,
      )
      return place < 0 ? undefined : open.splice(place, 1)[0]
    }
  }
  return flows
}

const transfers = new Set(['Transfer', 'TransferSingle', 'TransferBatch'])

/** How much an event says that moved, each with the id of a piece or null: only a batch of an ERC-1155 says several. */
function readMoved({ eventName, args }: DecodedLog): (readonly [amount: bigint, tokenId: bigint | null])[] {
  if (eventName === 'TransferBatch') {
    const { ids, values } = args as { ids: readonly bigint[]; values: readonly bigint[] }
    return ids.slice(0, values.length).map((id, place) => [values[place]!, id])
  }
  if (eventName === 'TransferSingle') return [[args['value'] as bigint, args['id'] as bigint]]
  if (args['tokenId'] !== undefined) return [[1n, args['tokenId'] as bigint]]
  return [[(args['value'] ?? args['amount']) as bigint, null]]
}

/** Of distributions the word of a payment is no document: it is the distribution's number and the seat's. */
function describe(told: ToldRight | undefined, ref: Hex): Partial<Draft> {
  if (told === undefined) return {}
  const { right, purpose, category } = told
  const isDocument = right.kind !== 'distribution' && right.kind !== 'standing' && ref !== zeroHash
  return { right, purpose, category, cid: isDocument ? toCid(ref) : null }
}
