import type { ComponentExamples } from '../gallery/example.ts'
import { table } from '../table/table.ts'
import { columnChart } from './column-chart.ts'

const hours = [
  { hour: '8', median: 9, most: 22 },
  { hour: '9', median: 14, most: 31 },
  { hour: '10', median: 11, most: 19 },
  { hour: '11', median: null, most: null },
  { hour: '12', median: 4, most: 12 },
]

const numbers = table({
  caption: 'Wartezeit in Minuten',
  captionHidden: true,
  columns: [
    { key: 'hour', label: 'Uhr', rowHeader: true },
    { key: 'median', label: 'Mitte', align: 'end', cell: ({ median }) => median ?? 'zu wenige' },
    { key: 'most', label: '9 von 10', align: 'end', cell: ({ most }) => most ?? 'zu wenige' },
  ],
  rows: hours,
})

export const columnChartExamples: ComponentExamples = {
  component: 'column-chart',
  examples: [
    {
      name: 'one within the other',
      render: () =>
        columnChart({
          caption: 'Wartezeit je Stunde',
          unit: 'Minuten',
          series: ['die Hälfte wartete höchstens', '9 von 10 warteten höchstens'],
          columns: hours.map(({ hour, median, most }) => ({ label: hour, values: [median, most] })),
          numbers,
        }),
    },
    {
      name: 'stacked',
      render: () =>
        columnChart({
          caption: 'Besuche je Stunde',
          unit: 'Besuche',
          series: ['mit Termin', 'ohne Termin'],
          columns: hours.map(({ hour, median, most }) => ({ label: hour, values: [most, median] })),
          stacked: true,
          numbers,
        }),
    },
  ],
}
