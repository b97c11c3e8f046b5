import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface Step {
  label: Readable
  /** Where a step that is done can be visited again. */
  href?: string
}

/** Where people are in a process of several pages. `current` counts from 0. */
export function stepIndicator({ steps, current }: { steps: readonly Step[]; current: number }): TemplateResult {
  const here = steps[current]
  return html`<div class="kw-steps" role="group" aria-label=${t('kit.steps.label')}>
    <p class="kw-steps__short">
      ${t('kit.steps.position', { current: current + 1, total: steps.length })}${
        here ? html`: <strong>${here.label}</strong>` : nothing
      }
    </p>
    <progress class="kw-steps__bar" value=${current + 1} max=${steps.length} aria-hidden="true"></progress>
    <ol class="kw-steps__list">
      ${steps.map((step, index) => stepItem(step, index, current))}
    </ol>
  </div>`
}

function stepItem(step: Step, index: number, current: number): TemplateResult {
  const done = index < current
  const state = done ? 'done' : index === current ? 'current' : 'open'
  const label = html`<span class="kw-steps__mark" aria-hidden="true">${done ? icon('check') : index + 1}</span
    ><span class="kw-steps__label">${step.label}</span>${
      done ? html`<span class="kw-visually-hidden"> ${t('kit.steps.done')}</span>` : nothing
    }`
  return html`<li
    class="kw-steps__step kw-steps__step--${state}"
    aria-current=${state === 'current' ? 'step' : nothing}
  >
    ${done && step.href ? html`<a href=${step.href}>${label}</a>` : html`<span>${label}</span>`}
  </li>`
}
