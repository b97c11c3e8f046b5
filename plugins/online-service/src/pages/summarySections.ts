import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { summaryList } from '@kreiswerk/ui-kit'
import type { SummaryLine, SummaryPage } from '../service/summary.ts'

/** All answers, page by page; with `changeHref` each page can be changed. */
export function summarySections(
  pages: readonly SummaryPage[],
  changeHref?: (page: string) => string,
): TemplateResult[] {
  return pages.map((page) => {
    const rows = [
      ...page.lines.map(rowOf),
      ...page.rows.map(({ title, lines }) => ({
        label: title,
        value: html`${lines.filter(isAnswered).map((line) => html`<div>${line.label}: ${line.value.join(', ')}</div>`)}`,
      })),
    ]
    return summaryList({ title: page.title, rows, changeHref: changeHref?.(page.id) })
  })
}

const isAnswered = (line: SummaryLine) => line.value.length > 0

const rowOf = ({ label, value }: SummaryLine) => ({
  label,
  value: value.length === 0 ? '' : html`${value.map((line) => html`<div>${line}</div>`)}`,
})
