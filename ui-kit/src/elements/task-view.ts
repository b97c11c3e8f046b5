import type { Task } from '@lit/task'
import { busy } from './busy.ts'
import type { Content } from '../content.ts'
import { errorBox } from './error-box.ts'

/** Shows a task: the busy note while it runs the first time, the error box, or what it brought. */
export function taskView<Args extends readonly unknown[], Value>(
  task: Task<Args, Value>,
  complete: (value: Value) => Content,
): Content {
  const shown = task.render({
    initial: () => busy(),
    // A list that is read again stays where it is instead of collapsing to a line.
    pending: () => (task.value === undefined ? busy() : complete(task.value)),
    error: (error) => errorBox(error),
    complete,
  })
  return shown as Content
}
