import { ContractFunctionRevertedError, type Hex } from 'viem'
import { decodeErrorResult } from 'viem/utils'
import { errorAbi } from '../generated/abi/errors'
import { AppError } from '../domain/appError'

/**
 * Whatever was thrown, as an {@link AppError}: the causes are walked, a revert is decoded, and "the user said no" is
 * known for what it is.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const causes = listCauses(thrown)
  const revert = causes.map(readRevert).find((found) => found !== null)
  if (revert) {
    // Solidity's own error says in words what it is about.
    const said = revert.name === 'Error' ? String(revert.args[0]) : revert.name
    return new AppError('reverted', said, { cause: thrown, revert })
  }
  const details =
    causes.map((cause) => readText(cause, 'shortMessage') || readText(cause, 'message')).find(Boolean) ?? ''
  const codes = new Set(causes.map((cause) => (cause as { code?: unknown }).code))
  const names = new Set(causes.map((cause) => readText(cause, 'name')))
  const everything = causes.map((cause) => readText(cause, 'message')).join('\n')
  if (codes.has(4001) || codes.has('ACTION_REJECTED') || names.has('UserRejectedRequestError')) {
    return new AppError('rejected', details, { cause: thrown })
  }
  if (codes.has(-32002)) return new AppError('walletBusy', details, { cause: thrown })
  if (names.has('InsufficientFundsError') || /insufficient funds/i.test(everything)) {
    return new AppError('noFunds', details, { cause: thrown })
  }
  if (names.has('ChainMismatchError') || names.has('ConnectorChainMismatchError') || codes.has(4902)) {
    return new AppError('wrongChain', details, { cause: thrown })
  }
  if (names.has('HttpRequestError') || names.has('TimeoutError') || /fetch/i.test(everything)) {
    return new AppError('chainUnreachable', details, { cause: thrown })
  }
  if (causes.some((cause) => cause instanceof ContractFunctionRevertedError)) {
    return new AppError('reverted', details, { cause: thrown })
  }
  return new AppError('unknown', details || String(thrown), { cause: thrown })
}

function listCauses(thrown: unknown): object[] {
  const causes: object[] = []
  let current = thrown
  while (typeof current === 'object' && current !== null && causes.length < 12) {
    causes.push(current)
    current = (current as { cause?: unknown }).cause
  }
  return causes
}

function readText(cause: object, key: string): string {
  const value = (cause as Record<string, unknown>)[key]
  return typeof value === 'string' ? value : ''
}

function readRevert(cause: object): AppError['revert'] {
  if (cause instanceof ContractFunctionRevertedError && cause.data) {
    const { errorName, args } = cause.data
    return { name: errorName, args: (args ?? []) as readonly unknown[] }
  }
  const { data } = cause as { data?: unknown }
  const hex = typeof data === 'object' && data !== null ? (data as { data?: unknown }).data : data
  if (typeof hex !== 'string' || !/^0x[0-9a-fA-F]{8,}$/.test(hex)) return null
  try {
    const decoded = decodeErrorResult({ abi: errorAbi, data: hex as Hex })
    return { name: decoded.errorName, args: (decoded.args ?? []) as readonly unknown[] }
  } catch {
    return null // Not one of ours: the caller goes on looking.
  }
}
