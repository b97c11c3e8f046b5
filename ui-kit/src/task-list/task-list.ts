import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { TagKind } from '../tag/tag.ts'
import { tag } from '../tag/tag.ts'
import type { Readable } from '../text.ts'

export interface Task {
  title: Readable
  hint?: Readable
  /** Without it the task cannot be started yet. */
  href?: string
  status: { label: Readable; kind?: TagKind }
}

/** Things to do, in any order, with their state. */
export function taskList(tasks: readonly Task[]): TemplateResult {
  return html`<ul class="kw-tasks" role="list">
    ${tasks.map(
      (task) =>
        html`<li class="kw-tasks__task">
          <div>
            ${task.href ? html`<a class="kw-tasks__link" href=${task.href}>${task.title}</a>` : html`<span>${task.title}</span>`}
            ${task.hint ? html`<div class="kw-hint">${task.hint}</div>` : nothing}
          </div>
          ${tag(task.status.label, task.status.kind)}
        </li>`,
    )}
  </ul>`
}
