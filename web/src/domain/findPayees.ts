import type { Address } from 'viem'
import { type ActionContext, decodeAction } from './action'
import type { PayoutRow } from './payoutDocument'
import type { Action } from './proposal'
import { argumentOf, nameCall, readGrantTerms } from './readDecision'
import type { BudgetTerms } from './treasuryToday'

/** What an action does not say itself of whom it pays. */
export type PayeeSources = {
  /** Rows of payouts by the digest that is voted: of a batch that of its rows, of a list the root. */
  readonly rows?: ReadonlyMap<string, readonly Pick<PayoutRow, 'payee'>[]>
  /** Recipients of grants by their number. */
  readonly recipients?: ReadonlyMap<bigint, Address>
}

/**
 * Whom some actions pay or give something, or let be paid, as lower-case addresses: payees, recipients of grants, the
 * list of payees of a budget or, where it has none, its holders, who may then pay themselves, and those of a payout where
 * its rows are known.
 */
export function findPayees(
  actions: readonly Action[],
  dao: ActionContext,
  sources: PayeeSources = {},
): ReadonlySet<string> {
  return new Set(actions.flatMap((action) => listPayees(action, dao, sources)))
}

/** {@link findPayees} of one action. */
export function listPayees(action: Action, dao: ActionContext, { rows, recipients }: PayeeSources): string[] {
  const decoded = decodeAction(action, dao)
  if ('to' in decoded) return [decoded.to.toLowerCase()]
  const found = ((): readonly (string | undefined)[] => {
    switch (nameCall(decoded)) {
      case 'budgets.grant':
        return listDrawn(argumentOf(decoded, 0) as BudgetTerms)
      case 'budgets.change':
        return listDrawn(argumentOf(decoded, 1) as BudgetTerms)
      case 'grants.grant':
        return [readGrantTerms(decoded).recipient]
      case 'grants.accept':
        return [recipients?.get(argumentOf(decoded, 0) as bigint)]
      case 'grants.changeRecipient':
        return [argumentOf(decoded, 1) as Address]
      case 'payouts.open':
      case 'payouts.openList':
        return (rows?.get(String(argumentOf(decoded, 0)).toLowerCase()) ?? []).map(({ payee }) => payee)
      case 'donations.spend':
        return [argumentOf(decoded, 2) as Address]
      case 'collectible.safeTransferFrom':
      case 'collectible.safeBatchTransferFrom':
      case 'collectible.transferFrom':
        return [argumentOf(decoded, 1) as Address]
      default:
        return []
    }
  })()
  return found.flatMap((account) => (account === undefined ? [] : [account.toLowerCase()]))
}

/** As `Budgets`: with a list, only who stands in it can be paid; without one anybody, at a holder's word. */
const listDrawn = ({ holders, payees }: Pick<BudgetTerms, 'holders' | 'payees'>) =>
  payees.length > 0 ? payees : holders
