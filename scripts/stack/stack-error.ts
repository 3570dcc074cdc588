/** What stops the stack, as one sentence for the person who started it. */
export class StackError extends Error {
  override name = 'StackError'
}

/** The sentence of an error, whatever was thrown. */
export function toSentence(error: unknown): string {
  if (error instanceof StackError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') return 'The disk is full. Free some space and start again; what was there is kept.'
  return message ?? String(error)
}
