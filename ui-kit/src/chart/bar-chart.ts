import type { TemplateResult } from 'lit'
import { html, nothing, svg } from 'lit'
import type { Readable } from '../text.ts'
import { topOf } from './scale.ts'

export interface ChartBar {
  label: Readable
  /** `null` where there is none to show. */
  value: number | null
  /** The value as people read it, with its unit, or why there is none. */
  text: Readable
}

export interface BarChartOptions {
  caption: Readable
  bars: readonly ChartBar[]
  /** Where a full bar ends, e.g. 100 per cent; a round number above the largest value if absent. */
  top?: number
}

/** A value for each of a few things. Every value is written beside its bar, so that nobody needs to see the bars. */
export function barChart({ caption, bars, top = topOf(largestOf(bars)) }: BarChartOptions): TemplateResult {
  return html`<figure class="kw-chart">
    <figcaption class="kw-chart__caption">${caption}</figcaption>
    <dl class="kw-chart__bars">
      ${bars.map(
        ({ label, value, text }) =>
          html`<div class="kw-chart__row">
            <dt>${label}</dt>
            <dd>
              <svg class="kw-chart__track" aria-hidden="true" focusable="false">
                <rect class="kw-chart__rest" width="100%" height="100%" />
                ${
                  value === null || value === 0
                    ? nothing
                    : svg`<rect class="kw-chart__bar-1" width="${Math.min(100, (100 * value) / top)}%" height="100%" />`
                }
              </svg>
              <span class="kw-chart__value">${text}</span>
            </dd>
          </div>`,
      )}
    </dl>
  </figure>`
}

const largestOf = (bars: readonly ChartBar[]): number => Math.max(0, ...bars.map(({ value }) => value ?? 0))
