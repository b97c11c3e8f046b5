import t from 'tap'
import { table } from './table.ts'
import type { TableQuery } from './table.ts'
import { rendered } from '../../test/rendered.ts'

const columns = [
  { key: 'name', label: 'Name', sortable: true, rowHeader: true },
  { key: 'fee', label: 'Gebühr', sortable: true, align: 'end' as const },
]
const rows = [{ name: 'A', fee: 1 }]
const href = (query: TableQuery) =>
  `?${new URLSearchParams(JSON.parse(JSON.stringify(query)) as Record<string, string>)}`

t.test('headings sort, and turn the order of the column that is sorted', async (t) => {
  const html = rendered(() => table({ caption: 'Liste', columns, rows, href, sort: { key: 'name', direction: 'asc' } }))
  t.match(html, /aria-sort="ascending"><a class="kw-table__sort" href="\?sort=name&amp;direction=desc"/)
  t.match(html, 'href="?sort=fee&amp;direction=asc"')
  t.equal(html.match(/aria-sort/g)?.length, 1)
})

t.test('paging keeps the order', async (t) => {
  const options = { caption: 'Liste', columns, rows, href, sort: { key: 'name', direction: 'asc' as const } }
  const html = rendered(() => table({ ...options, next: 'c1', later: true }))
  t.match(html, 'href="?sort=name&amp;direction=asc&amp;after=c1"')
  t.match(html, 'Zum Anfang')
  t.notMatch(
    rendered(() => table(options)),
    'kw-paging',
  )
})

t.test('rows have a heading, and the table a name', async (t) => {
  const html = rendered(() => table({ caption: 'Liste', captionHidden: true, columns, rows }))
  t.match(html, '<th scope="row">A</th>')
  t.match(html, /<caption class="kw-visually-hidden">\s?Liste/)
  t.notMatch(html, 'kw-table__sort', 'without addresses nothing is sorted')
})

t.test('an empty list says so', async (t) => {
  t.match(
    rendered(() => table({ caption: 'Liste', columns, rows: [] })),
    'Es gibt keine Einträge.',
  )
})
