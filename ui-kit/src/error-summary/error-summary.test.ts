import t from 'tap'
import { errorSummary } from './error-summary.ts'
import { field } from '../field/field.ts'
import { withForm } from '../form/form-state.ts'
import { repeatable } from '../repeatable/repeatable.ts'
import { rendered } from '../../test/rendered.ts'

const linksOf = (html: string) =>
  [...html.matchAll(/<a href="([^"]*)">([^<]*)</g)].map(([, href, text]) => `${href} ${text}`)

t.test('it stands first and still knows the labels of the fields after it', async (t) => {
  const problems = [
    { pointer: '/name', code: 'required' },
    { pointer: '/birthday/month', code: 'required' },
    { pointer: '/home', code: 'required' },
    { pointer: '/items/0/size', code: 'maximum', params: { limit: 3 } },
    { pointer: '/items', code: 'minItems', params: { limit: 2 } },
  ]
  const html = rendered(
    () => [
      errorSummary(),
      field.text({ name: 'name', label: 'Name' }),
      field.date({ name: 'birthday', label: 'Geburtsdatum' }),
      field.address({ name: 'home', label: 'Adresse' }),
      repeatable({
        name: 'items',
        label: 'Gegenstände',
        itemLabel: 'Gegenstand',
        item: (name) => field.number({ name: `${name}[size]`, label: 'Größe' }),
      }),
    ],
    { problems },
  )
  const links = linksOf(html)
  t.strictSame(links, [
    '#field-name Füllen Sie „Name“ aus.',
    '#field-birthday Geben Sie bei „Geburtsdatum“ ein Datum an.',
    '#field-home-street Füllen Sie „Adresse“ aus.',
    '#field-items-0-size „Größe“ darf höchstens 3 sein.',
    '#field-items-group Geben Sie bei „Gegenstände“ mindestens 2 an.',
  ])
  for (const link of links) t.match(html, `id="${link.slice(1).split(' ')[0]}"`, 'every link has its target')
})

t.test('a problem that belongs to no field is said without a link', async (t) => {
  const html = rendered(() => errorSummary(), { problems: [{ pointer: '', code: 'auth.login-failed' }] })
  t.strictSame(linksOf(html), [])
  t.match(html, '<li>error.auth.login-failed</li>')
})

t.test('without problems there is nothing', async (t) => {
  t.equal(
    rendered(() => errorSummary()),
    '',
  )
})

t.test('it can be asked for outside the form', async (t) => {
  const form = { values: {}, problems: [{ pointer: '/name', code: 'required' }] }
  withForm(form, () => field.text({ name: 'name', label: 'Name' }))
  t.strictSame(linksOf(rendered(() => errorSummary(form))), ['#field-name Füllen Sie „Name“ aus.'])
})
