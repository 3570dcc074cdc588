/** What stops the stack, as one sentence for the person who started it. */
export class StackError extends Error {
  override name = 'StackError'
}

/** The sentence of an error, whatever was thrown; a program that found the disk full says so in many lines of its own. */
export function toSentence(error: unknown): string {
  const { message } = error as Error
  if (/ENOSPC|No space left on device/i.test(message)) {
    return 'The disk is full. Free some space and start again; what was there is kept.'
  }
  return message ?? String(error)
}
