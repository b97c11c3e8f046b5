import type { TemplateResult } from 'lit'
import { html, nothing, svg } from 'lit'
import type { Content } from '../content.ts'
import { details } from '../details/details.ts'
import { formatNumber } from '../format.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'
import { topOf } from './scale.ts'

export interface ChartColumn {
  /** What stands below it, e.g. a day. */
  label: Readable
  /** One for each series; `null` where there is none to show. */
  values: readonly (number | null)[]
}

export interface ColumnChartOptions {
  caption: Readable
  /** What the numbers of the axis are, e.g. minutes. */
  unit: Readable
  /** The names of at most two series: the first is drawn solid, the second hollow. */
  series: readonly [Readable] | readonly [Readable, Readable]
  columns: readonly ChartColumn[]
  /** Whether the second series stands on the first; otherwise both begin at 0 and the second is the larger one. */
  stacked?: boolean
  /** The same numbers as a table, for everybody who does not see the drawing. */
  numbers: Content
}

/** Below so many columns each has its label. */
const allLabelled = 14

/** Numbers over days or hours, drawn on the server, with their table. */
export function columnChart({ caption, unit, series, columns, stacked, numbers }: ColumnChartOptions): TemplateResult {
  const stacks = columns.map(({ values }) => (stacked ? heaped(values) : values))
  const top = topOf(Math.max(0, ...stacks.flat().map((value) => value ?? 0)))
  return html`<figure class="kw-chart">
    <figcaption class="kw-chart__caption">${caption}</figcaption>
    ${legend(series)}
    <div class="kw-chart__frame" role="img" aria-label=${t('kit.chart.drawing', { caption })}>
      <div class="kw-chart__axis" aria-hidden="true">
        ${[top, top / 2, 0].map((tick) => html`<span>${formatNumber(tick)}</span>`)}
        <span class="kw-chart__unit">${unit}</span>
      </div>
      <svg
        class="kw-chart__plot"
        viewBox="0 0 ${Math.max(1, columns.length) * 10} 100"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        ${[0, 50, 100].map((y) => svg`<line class="kw-chart__line" x1="0" x2="100%" y1=${y} y2=${y} />`)}
        ${stacks.map((values, index) => bars(values, index, top))}
      </svg>
      <div class="kw-chart__labels ${isEachLabelled(columns) ? 'kw-chart__labels--each' : ''}" aria-hidden="true">
        ${labelled(columns).map(({ label }) => html`<span>${label}</span>`)}
      </div>
    </div>
    ${details(t('kit.chart.numbers'), numbers)}
  </figure>`
}

const legend = (series: readonly Readable[]): Content =>
  series.length < 2
    ? nothing
    : html`<ul class="kw-chart__legend" role="list">
        ${series.map(
          (name, index) =>
            html`<li>
              <svg class="kw-chart__swatch" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
                <rect class="kw-chart__bar-${index + 1}" x="1" y="1" width="8" height="8" />
              </svg>
              ${name}
            </li>`,
        )}
      </ul>`

/** The largest first, so that each begins at 0 and is seen where it reaches beyond the one before. */
const bars = (values: readonly (number | null)[], column: number, top: number) =>
  values.toReversed().map((value, index) => {
    const height = (100 * (value ?? 0)) / top
    return height === 0
      ? nothing
      : svg`<rect class="kw-chart__bar-${values.length - index}" x=${column * 10 + 1.5} y=${round(100 - height)} width="7" height=${round(height)} />`
  })

/** Each value on top of those before. */
function heaped(values: readonly (number | null)[]): (number | null)[] {
  let height = 0
  return values.map((value) => (value === null ? null : (height += value)))
}

const isEachLabelled = (columns: readonly ChartColumn[]): boolean => columns.length < allLabelled

function labelled(columns: readonly ChartColumn[]): readonly ChartColumn[] {
  if (isEachLabelled(columns)) return columns
  return [0, Math.floor((columns.length - 1) / 2), columns.length - 1].map((index) => columns[index]!)
}

const round = (value: number): number => Math.round(value * 100) / 100
