/** What went wrong, by what the reader can do about it. The sentence for each stands in the catalogue. */
export type AppErrorKind =
  | 'rejected' // the user said no in the wallet
  | 'reverted' // the contract refuses; `revert` says with which error
  | 'walletBusy' // the wallet has another request open
  | 'changed' // the account or the chain changed on the way
  | 'wrongChain'
  | 'noFunds' // the account cannot pay for gas
  | 'chainUnreachable'
  | 'indexUnreachable'
  | 'documentUnreachable'
  | 'documentMismatch' // bytes that do not hash to their name
  | 'badSignature' // the wallet gave a signature that is not the voter's of this ballot
  | 'publishFailed'
  | 'malformed' // an answer that is not what it should be
  | 'duplicate' // the same transaction is on its way
  | 'unknown'

/** One error for the whole client: its kind, technical details, and where it came from. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly kind: AppErrorKind
  /** The contract's error and its arguments, where it was a revert that we know. */
  readonly revert: { readonly name: string; readonly args: readonly unknown[] } | null

  constructor(kind: AppErrorKind, details: string, options: { cause?: unknown; revert?: AppError['revert'] } = {}) {
    super(details, { cause: options.cause })
    this.kind = kind
    this.revert = options.revert ?? null
  }
}
