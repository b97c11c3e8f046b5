import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { formatBytes, summaryList, tag } from '@kreiswerk/ui-kit'
import type { CurrentAnswer } from '../field/fieldType.ts'
import type { FileView } from '../file/fileView.ts'
import { fileStateKind, fileStateText } from '../form/texts.ts'
import type { SummaryLine, SummaryPage } from '../service/summary.ts'

interface SummaryOptions {
  /** Where a page can be changed. */
  changeHref?: (page: string) => string
  /** What is attached: such answers are shown with their state. */
  files?: readonly FileView[]
  /** Answers that may have changed since; they are shown instead of what was filed. */
  current?: readonly CurrentAnswer[]
  /** Where a file can be downloaded. */
  fileHref?: (file: FileView) => string
}

/** All answers, page by page; with `changeHref` each page can be changed. */
export function summarySections(pages: readonly SummaryPage[], options: SummaryOptions = {}): TemplateResult[] {
  return pages.map((page) => {
    const rows = [
      ...page.lines.map((line) => rowOf(line, options)),
      ...page.rows.map(({ title, lines }) => ({
        label: title,
        value: html`${lines.filter(isAnswered).map((line) => html`<div>${line.label}: ${line.value.join(', ')}</div>`)}`,
      })),
    ]
    return summaryList({ title: page.title, rows, changeHref: options.changeHref?.(page.id) })
  })
}

const isAnswered = (line: SummaryLine) => line.value.length > 0

function rowOf({ name, label, value }: SummaryLine, { files = [], fileHref, current = [] }: SummaryOptions) {
  const attached = files.filter(({ field }) => field === name)
  if (attached.length > 0) return { label, value: html`${attached.map((file) => fileLine(file, fileHref?.(file)))}` }
  const now = current.find((answer) => answer.name === name)
  if (now !== undefined) return { label, value: currentValue(now) }
  return { label, value: value.length === 0 ? '' : html`${value.map((line) => html`<div>${line}</div>`)}` }
}

// Without blanks in between: where this is shown they would be lines.
const linkLine = ({ label, href }: NonNullable<CurrentAnswer['link']>) => html`<div><a href=${href}>${label}</a></div>`

/** How an answer stands now, with the way to change it. */
export const currentValue = ({ value, link }: CurrentAnswer): TemplateResult =>
  html`${value.map((line) => html`<div>${line}</div>`)}${link === null ? nothing : linkLine(link)}`

/** Only what may be opened is a link; where there is no scanner there is nothing to say about it. */
function fileLine(file: FileView, href: string | undefined): TemplateResult {
  const name = html`${file.name} (${formatBytes(file.bytes)})`
  const opens = href !== undefined && (file.state === 'checked' || file.state === 'stored')
  return html`<div class="kw-file-line">
    ${opens ? html`<a href=${href}>${name}</a>` : html`<span>${name}</span>`}
    ${file.state === 'stored' ? nothing : tag(fileStateText(file), fileStateKind(file))}
  </div>`
}
