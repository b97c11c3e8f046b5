import t from 'tap'
import { barChart } from './bar-chart.ts'
import { columnChart } from './column-chart.ts'
import { topOf } from './scale.ts'
import { rendered } from '../../test/rendered.ts'

const chart = (columns: Parameters<typeof columnChart>[0]['columns'], stacked = false) =>
  rendered(() =>
    columnChart({ caption: 'Wartezeit', unit: 'Minuten', series: ['a', 'b'], columns, stacked, numbers: 'Tabelle' }),
  )

const heights = (html: string) =>
  [...html.matchAll(/bar-(\d)" x="[\d.]+" y="[\d.]+" width="7" height="([\d.]+)"/g)].map(([, series, height]) => [
    Number(series),
    Number(height),
  ])

t.test('the axis ends at a round number whose half is whole', async (t) => {
  for (const [largest, top] of [
    [0, 2],
    [1, 2],
    [3, 4],
    [10, 20],
    [31, 40],
    [100, 200],
    [99, 100],
    [801, 1000],
  ]) {
    t.equal(topOf(largest!), top, `${largest}`)
  }
})

t.test('both series begin at 0, the larger one behind', async (t) => {
  t.strictSame(heights(chart([{ label: '8', values: [10, 20] }])), [
    [2, 100],
    [1, 50],
  ])
})

t.test('stacked, the second stands on the first', async (t) => {
  t.strictSame(heights(chart([{ label: '8', values: [10, 10] }], true)), [
    [2, 100],
    [1, 50],
  ])
})

t.test('what is not shown leaves a gap', async (t) => {
  t.strictSame(
    heights(
      chart([
        { label: '8', values: [null, null] },
        { label: '9', values: [1, 2] },
      ]),
    ),
    [
      [2, 100],
      [1, 50],
    ],
  )
  t.match(
    rendered(() => barChart({ caption: 'A', bars: [{ label: 'x', value: null, text: 'zu wenige' }] })),
    /<rect class="kw-chart__rest" width="100%" height="100%"\s*\/?>\s*<\/svg>\s*<span class="kw-chart__value">zu wenige/,
  )
})

t.test('the numbers are there as a table too, and nothing needs a style attribute', async (t) => {
  const html = chart([{ label: '8', values: [1, 2] }])
  t.match(html, /<details[^]*Tabelle/)
  t.match(html, 'role="img" aria-label="Wartezeit')
  t.notMatch(html, 'style=')
})

t.test('of many columns three are named, of few all', async (t) => {
  const columns = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `#${index}`, values: [1, 2] }))
  t.equal(chart(columns(13)).match(/<span>#\d+/g)?.length, 13)
  t.strictSame(chart(columns(29)).match(/<span>#\d+/g), ['<span>#0', '<span>#14', '<span>#28'])
})
