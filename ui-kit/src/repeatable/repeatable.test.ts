import t from 'tap'
import { repeatable } from './repeatable.ts'
import { field } from '../field/field.ts'
import { rendered } from '../../test/rendered.ts'

const options = {
  name: 'items',
  label: 'Gegenstände',
  itemLabel: 'Gegenstand',
  max: 2,
  item: (name: string) => field.text({ name: `${name}[title]`, label: 'Bezeichnung' }),
}

t.test('there is always a group to fill in, and it cannot be removed', async (t) => {
  const html = rendered(() => repeatable(options))
  t.match(html, 'name="items[0][title]"')
  t.match(html, 'name="_add" value="items" formnovalidate')
  t.notMatch(html, '_remove')
})

t.test('each of several groups has its button, which says which one it removes', async (t) => {
  const html = rendered(() => repeatable(options), { values: { items: [{ title: 'Sofa' }, {}] } })
  t.match(html, 'name="_remove" value="items[1]" formnovalidate')
  t.match(html, '(Gegenstand 2)')
  t.match(html, 'value="Sofa"')
  t.notMatch(html, '_add', 'the list is full')
  t.match(html, 'Mehr als 2 Einträge sind nicht möglich.')
})

t.test('more groups than allowed are not shown', async (t) => {
  t.notMatch(
    rendered(() => repeatable(options), { values: { items: [{}, {}, {}] } }),
    'items[2]',
  )
})
