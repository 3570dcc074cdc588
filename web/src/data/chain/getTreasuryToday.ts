import { type Abi, type Address, type Hex, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { DaoContracts } from '../../domain/dao'
import {
  type BudgetTerms,
  type BudgetToday,
  budgetStandings,
  type EnvelopeToday,
  type GrantToday,
  type PurposeToday,
  splitTargets,
  type TreasuryToday,
} from '../../domain/treasuryToday'
import { budgetsAbi } from '../../generated/abi/budgets'
import { distributionsAbi } from '../../generated/abi/distributions'
import { donationsAbi } from '../../generated/abi/donations'
import { grantsAbi } from '../../generated/abi/grants'
import { payoutsAbi } from '../../generated/abi/payouts'
import { splitsAbi } from '../../generated/abi/splits'
import { treasuryAbi } from '../../generated/abi/treasury'
import { toAppError } from '../toAppError'
import type { ChainClient } from './createChainClient'
import { listLogs } from './listLogs'

const toAsset = (token: Address): Address | null => (token === zeroAddress ? null : token)

/**
 * What is granted on the treasury, from the chain alone: what was voted stands in events, where it stands now in getters.
 * What a decision would change is compared with this.
 *
 * @example await getTreasuryToday(client, dao, head.number)
 * @throws AppError
 */
export async function getTreasuryToday(
  client: ChainClient,
  dao: DaoContracts,
  toBlock: bigint,
): Promise<TreasuryToday> {
  const abis = {
    budgets: budgetsAbi,
    grants: grantsAbi,
    payouts: payoutsAbi,
    distributions: distributionsAbi,
    donations: donationsAbi,
  } as const satisfies Record<string, Abi>
  const sources = (Object.keys(abis) as (keyof typeof abis)[]).flatMap((part) => {
    const address = dao[part]
    return address === null ? [] : [{ address, abi: abis[part] as Abi }]
  })
  try {
    const logs = sources.length === 0 ? [] : await listLogs(client, sources, dao.startBlock, toBlock)
    const named = (name: string) => logs.filter(({ eventName }) => eventName === name).map(({ args }) => args)
    const [envelopes, budgets, grants, purposes, rule] = await Promise.all([
      listEnvelopes(client, dao),
      listBudgets(client, dao.budgets, named('BudgetGranted'), named('BudgetChanged')),
      listGrants(client, dao.grants, named('Granted')),
      listPurposes(client, dao, named('PurposeOpened')),
      getRule(client, dao.splits),
    ])
    return {
      envelopes,
      budgets,
      grants,
      purposes,
      rule,
      payouts: named('PayoutOpened').map((args) => ({
        number: args['payoutId'] as bigint,
        envelope: args['envelopeId'] as bigint,
        purpose: args['purpose'] as string,
      })),
      distributions: named('DistributionOpened').map((args) => ({
        number: args['distributionId'] as bigint,
        purpose: args['purpose'] as string,
      })),
      standings: named('StandingOpened')
        .filter((args) => (args['splits'] as string).toLowerCase() === dao.splits?.toLowerCase())
        .map((args) => ({ number: args['standingId'] as bigint, purpose: args['purpose'] as string })),
    }
  } catch (error) {
    throw toAppError(error)
  }
}

async function listEnvelopes(client: ChainClient, dao: DaoContracts): Promise<EnvelopeToday[]> {
  const treasury = { address: dao.treasury, abi: treasuryAbi } as const
  const count = await readContract(client, { ...treasury, functionName: 'envelopeCount' })
  return Promise.all(
    Array.from({ length: Number(count) }, async (_, index) => {
      const number = BigInt(index + 1)
      const found = await readContract(client, { ...treasury, functionName: 'getEnvelope', args: [number] })
      const { module, asset, total, drawn, cap, period, end, revoked } = found
      return {
        ...{ number, module, asset: toAsset(asset), total, drawn, cap, revoked },
        ...{ period: BigInt(period), end: BigInt(end) },
      }
    }),
  )
}

type Args = Readonly<Record<string, unknown>>

function listBudgets(
  client: ChainClient,
  address: Address | null,
  granted: readonly Args[],
  changed: readonly Args[],
): Promise<BudgetToday[]> {
  return Promise.all(
    granted.map(async ({ budgetId, terms }) => {
      const number = budgetId as bigint
      const contract = { address: address!, abi: budgetsAbi } as const
      const { standing } = await readContract(client, { ...contract, functionName: 'getBudget', args: [number] })
      const last = changed.filter((change) => change['budgetId'] === number).at(-1)
      const inForce = (last?.['terms'] ?? terms) as BudgetTerms
      return { number, standing: budgetStandings[standing] ?? 'none', terms: inForce }
    }),
  )
}

function listGrants(client: ChainClient, address: Address | null, granted: readonly Args[]): Promise<GrantToday[]> {
  return Promise.all(
    granted.map(async ({ grantId, terms }) => {
      const number = grantId as bigint
      const contract = { address: address!, abi: grantsAbi, args: [number] } as const
      const [grant, milestones, amounts] = await Promise.all([
        readContract(client, { ...contract, functionName: 'getGrant' }),
        readContract(client, { ...contract, functionName: 'getMilestones' }),
        readContract(client, { ...contract, functionName: 'getAmounts' }),
      ])
      return {
        number,
        envelope: grant.envelopeId,
        recipient: grant.recipient,
        reviewers: grant.reviewers,
        purpose: (terms as { purpose: string }).purpose,
        clawedBack: grant.clawedBackAt !== 0,
        milestones: milestones.map(({ amount, document, accepted }) => ({
          amount,
          document: document as Hex,
          accepted,
        })),
        unvested: amounts.unvested,
      }
    }),
  )
}

function listPurposes(client: ChainClient, dao: DaoContracts, opened: readonly Args[]): Promise<PurposeToday[]> {
  return Promise.all(
    opened.map(async ({ purposeId, name }) => {
      const number = purposeId as bigint
      const contract = { address: dao.donations!, abi: donationsAbi } as const
      const [isOpen, ...amounts] = await Promise.all([
        readContract(client, { ...contract, functionName: 'isOpen', args: [number] }),
        ...[null, ...dao.assets].map((asset) =>
          readContract(client, { ...contract, functionName: 'held', args: [number, asset ?? zeroAddress] }),
        ),
      ])
      const held = [null, ...dao.assets].map((asset, place) => ({ asset, amount: amounts[place]! }))
      return { number, name: name as string, isOpen, held: held.filter(({ amount }) => amount > 0n) }
    }),
  )
}

async function getRule(client: ChainClient, address: Address | null): Promise<TreasuryToday['rule']> {
  if (address === null) return []
  const rows = await readContract(client, { address, abi: splitsAbi, functionName: 'getRule' })
  return rows.map(({ target, share, id }) => ({ target: splitTargets[target] ?? 'treasury', share, id }))
}
