import { html } from 'lit'
import { formatDate, formatMoney } from '../format.ts'
import type { ComponentExamples } from '../gallery/example.ts'
import type { Column, TableQuery } from './table.ts'
import { table } from './table.ts'
import { tag } from '../tag/tag.ts'

interface Row {
  reference: string
  subject: string
  received: string
  fee: number
  state: 'new' | 'open' | 'done'
}

const rows: Row[] = [
  { reference: 'SPG-2027-0311', subject: 'Sperrgut, 3 Gegenstände', received: '2027-04-30', fee: 3550, state: 'new' },
  { reference: 'MEL-2027-0098', subject: 'Meldebescheinigung', received: '2027-04-29', fee: 900, state: 'open' },
  { reference: 'SPG-2027-0305', subject: 'Sperrgut, 1 Gegenstand', received: '2027-04-27', fee: 2000, state: 'done' },
]

const states = { new: tag('Neu', 'info'), open: tag('In Bearbeitung', 'warning'), done: tag('Erledigt', 'success') }

const columns: Column<Row>[] = [
  {
    key: 'reference',
    label: 'Nummer',
    rowHeader: true,
    nowrap: true,
    cell: (row) => html`<a href="#${row.reference}">${row.reference}</a>`,
  },
  { key: 'subject', label: 'Anliegen' },
  { key: 'received', label: 'Eingang', sortable: true, nowrap: true, cell: (row) => formatDate(row.received) },
  { key: 'fee', label: 'Gebühr', sortable: true, align: 'end', nowrap: true, cell: (row) => formatMoney(row.fee) },
  { key: 'state', label: 'Stand', cell: (row) => states[row.state] },
]

const href = (query: TableQuery): string => `?${new URLSearchParams({ ...query, after: query.after ?? '' })}`

export const tableExamples: ComponentExamples = {
  component: 'table',
  examples: [
    {
      name: 'sorted with paging',
      render: () =>
        table({
          caption: 'Offene Vorgänge',
          columns,
          rows,
          href,
          sort: { key: 'received', direction: 'desc' },
          next: 'cursor',
          later: true,
        }),
    },
    {
      name: 'plain',
      render: () => table({ caption: 'Gebühren', captionHidden: true, columns: columns.slice(1, 4), rows }),
    },
    { name: 'empty', render: () => table({ caption: 'Leer', columns, rows: [], empty: 'Zurzeit ist nichts zu tun.' }) },
  ],
}
