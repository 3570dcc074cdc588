import type { gatesAbi } from '../generated/abi/gates'
import type { governorAbi } from '../generated/abi/governor'
import type { membershipAbi } from '../generated/abi/membership'
import type { observersAbi } from '../generated/abi/observers'
import type { recoveryAbi } from '../generated/abi/recovery'
import type { registryAbi } from '../generated/abi/registry'
import type { statementsAbi } from '../generated/abi/statements'
import type { treasuryAbi } from '../generated/abi/treasury'

type ErrorNames<Abi extends readonly { readonly type: string }[]> = Extract<
  Abi[number],
  { type: 'error'; name: string }
>['name']

/** Every error that our contracts can answer with, by the compiler's word; each has a sentence in every language. */
export type ContractErrorName =
  | ErrorNames<typeof governorAbi>
  | ErrorNames<typeof treasuryAbi>
  | ErrorNames<typeof membershipAbi>
  | ErrorNames<typeof observersAbi>
  | ErrorNames<typeof gatesAbi>
  | ErrorNames<typeof recoveryAbi>
  | ErrorNames<typeof statementsAbi>
  | ErrorNames<typeof registryAbi>
