import type { errorAbi } from '../generated/abi/errors'

/** Every error that our contracts can answer with, by the compiler's word; each has a sentence in every language. */
export type ContractErrorName = (typeof errorAbi)[number]['name']
