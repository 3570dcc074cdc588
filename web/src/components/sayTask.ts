import type { Messages } from '../i18n/catalogue'
import type { Format } from '../i18n/format'
import type { RightTask } from '../domain/rightTask'

/** What a task asks, and how much it is about. */
export function sayTask(
  task: RightTask,
  t: Messages,
  format: Format,
  say: (amount: bigint) => string,
): { readonly label: string; readonly text: string } {
  const label = t.tasks[task.kind]
  if (task.kind === 'draw' && task.atOnce !== task.available) {
    return { label, text: t.tasks.drawText(say(task.atOnce), say(task.available)) }
  }
  if (task.kind === 'takeOver') return { label, text: t.tasks.takeOverText }
  if (task.kind === 'accept') {
    return { label, text: t.tasks.acceptText(format.number(task.milestone + 1), say(task.amount)) }
  }
  return { label, text: say(task.kind === 'draw' ? task.available : task.amount) }
}
