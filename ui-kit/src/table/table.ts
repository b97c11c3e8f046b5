import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface Column<Row> {
  key: string
  label: Readable
  /** What stands in the cell; without it the row's property of this key. */
  cell?: (row: Row) => Content
  sortable?: boolean
  align?: 'start' | 'end'
  /** Marks the cell that names the row, for screen readers. */
  rowHeader?: boolean
  /** Keeps short values such as dates and references on one line. */
  nowrap?: boolean
}

export interface Sort {
  key: string
  direction: 'asc' | 'desc'
}

/** What a sorting or paging link asks for; `undefined` removes a parameter. */
export interface TableQuery {
  sort?: string
  direction?: 'asc' | 'desc'
  after?: string | undefined
}

export interface TableOptions<Row> {
  caption: Readable
  /** Leaves the caption to screen readers, when a heading says the same. */
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  sort?: Sort
  /** The address of this list with other sorting or another page. Needed for sorting and paging. */
  href?: (query: TableQuery) => string
  /** Cursor of the next page; absent on the last one. */
  next?: string | null
  /** Whether this is a later page than the first: offers the way back to the start. */
  later?: boolean
  /** Instead of rows when there are none. */
  empty?: Content
}

/** Rows and columns. Sorting and paging are links, so they work without JavaScript and can be shared. */
export function table<Row extends object>(options: TableOptions<Row>): TemplateResult {
  if (options.rows.length === 0) return html`<div class="kw-empty">${options.empty ?? t('kit.table.empty')}</div>`
  return html`<div class="kw-table-scroll" role="group" aria-label=${options.caption} tabindex="0">
      <table class="kw-table">
        <caption class=${options.captionHidden ? 'kw-visually-hidden' : 'kw-table__caption'}>
          ${options.caption}
        </caption>
        <thead>
          <tr>
            ${options.columns.map((column) => headCell(column, options))}
          </tr>
        </thead>
        <tbody>
          ${options.rows.map(
            (row) =>
              html`<tr>
                ${options.columns.map((column) => bodyCell(column, row))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${paging(options)}`
}

const cellClass = (column: Pick<Column<never>, 'align' | 'nowrap'>): string | typeof nothing =>
  [column.align === 'end' ? 'kw-table__end' : '', column.nowrap ? 'kw-table__nowrap' : ''].join(' ').trim() || nothing

function headCell<Row>(column: Column<Row>, { sort, href }: TableOptions<Row>): TemplateResult {
  const sorted = sort?.key === column.key ? sort.direction : undefined
  if (!column.sortable || !href) return html`<th scope="col" class=${cellClass(column)}>${column.label}</th>`
  const direction = sorted === 'asc' ? 'desc' : 'asc'
  const aria = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : nothing
  return html`<th scope="col" class=${cellClass(column)} aria-sort=${aria}>
    <a class="kw-table__sort" href=${href({ sort: column.key, direction, after: undefined })}
      >${column.label}${icon(sorted === 'asc' ? 'up' : sorted === 'desc' ? 'down' : 'sort', 'small')}<span
        class="kw-visually-hidden"
        >${t(`kit.table.sort-${direction}`)}</span
      ></a
    >
  </th>`
}

function bodyCell<Row extends object>(column: Column<Row>, row: Row): TemplateResult {
  const content = column.cell ? column.cell(row) : ((row as Record<string, unknown>)[column.key] as Content)
  return column.rowHeader
    ? html`<th scope="row" class=${cellClass(column)}>${content}</th>`
    : html`<td class=${cellClass(column)}>${content}</td>`
}

function paging<Row>({ href, next, later, sort }: TableOptions<Row>): Content {
  if (!href || (!next && !later)) return nothing
  const kept: TableQuery = sort ? { sort: sort.key, direction: sort.direction } : {}
  return html`<nav class="kw-paging" aria-label=${t('kit.table.paging')}>
    ${
      later
        ? html`<a class="kw-paging__link" href=${href({ ...kept, after: undefined })}
            >${icon('back')}${t('kit.table.first')}</a
          >`
        : nothing
    }
    ${
      next
        ? html`<a class="kw-paging__link kw-paging__next" rel="next" href=${href({ ...kept, after: next })}
            >${t('kit.table.next')}${icon('arrow')}</a
          >`
        : nothing
    }
  </nav>`
}
