import t from 'tap'
import { summaryList } from './summary-list.ts'
import { rendered } from '../../test/rendered.ts'

t.test('each answer can be changed, and the link says which', async (t) => {
  const html = rendered(() => summaryList({ rows: [{ label: 'Ort', value: 'Aachen', changeHref: '/1' }] }))
  t.match(html, '<dt>Ort</dt>')
  t.match(html, '<a href="/1">Ändern<span class="kw-visually-hidden">: Ort</span></a>')
})

t.test('what was not answered is shown as such; zero is an answer', async (t) => {
  t.match(
    rendered(() => summaryList({ rows: [{ label: 'Ort', value: '' }] })),
    'keine Angabe',
  )
  t.match(
    rendered(() => summaryList({ rows: [{ label: 'Anzahl', value: 0 }] })),
    '<span class="kw-lines">0</span>',
  )
})
