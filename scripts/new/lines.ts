import { createInterface } from 'node:readline'

/** Input ended, or was cut off with Ctrl-C, before all was answered. */
export class InputEnded extends Error {
  override name = 'InputEnded'
}

/** Somebody who answers lines: at a terminal, or from a file or pipe, where all lines may come at once. */
export type Lines = {
  /** Writes a question and waits for its line. @throws InputEnded */
  ask(question: string): Promise<string>
  say(text: string): void
  close(): void
}

export function openLines(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Lines {
  const terminal = 'isTTY' in input && input.isTTY === true
  const reader = createInterface({ input, output: terminal ? output : undefined, terminal })
  const waiting: string[] = []
  let isOver = false
  let wake = () => {}
  reader.on('line', (line) => (waiting.push(line), wake()))
  const end = () => ((isOver = true), wake())
  reader.on('close', end)
  // Without a terminal nobody else catches Ctrl-C.
  const cut = () => reader.close()
  reader.on('SIGINT', cut)
  process.on('SIGINT', cut)
  return {
    async ask(question) {
      output.write(question)
      while (waiting.length === 0) {
        if (isOver) throw new InputEnded('The input ended.')
        await new Promise<void>((resolve) => (wake = resolve))
      }
      return waiting.shift()!
    },
    say: (text) => void output.write(`${text}\n`),
    close() {
      process.off('SIGINT', cut)
      reader.close()
    },
  }
}
