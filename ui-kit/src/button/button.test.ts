import t from 'tap'
import { button } from './button.ts'
import { rendered } from '../../test/rendered.ts'

t.test('what does something is a button, what leads somewhere is a link', async (t) => {
  t.match(
    rendered(() => button.submit('Weiter')),
    '<button class="kw-button kw-button--primary" type="submit"',
  )
  t.match(
    rendered(() => button.secondary('Zurück', { href: '/start' })),
    '<a class="kw-button kw-button--secondary" href="/start">',
  )
})

t.test('a button can carry a value and leave out the browser’s checks', async (t) => {
  const html = rendered(() =>
    button.link('Entfernen', { name: '_remove', value: 'items[0]', formnovalidate: true, context: '(1)' }),
  )
  t.match(html, 'name="_remove" value="items[0]" formnovalidate')
  t.match(html, '<span class="kw-visually-hidden"> (1)</span>')
})
