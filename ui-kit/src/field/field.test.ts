import t from 'tap'
import { datePartsOf, isoDateOf } from './date.ts'
import { field } from './field.ts'
import { centsFromText, textFromCents } from './money.ts'
import { rendered } from '../../test/rendered.ts'

const required = (pointer: string) => ({ problems: [{ pointer, code: 'required' }] })

t.test('a field has a label, and hint and error belong to its control', async (t) => {
  const html = rendered(() => field.text({ name: 'name', label: 'Name', hint: 'Wie im Ausweis' }), required('/name'))
  t.match(html, '<label class="kw-label" for="field-name">Name</label>')
  t.match(html, '<div class="kw-hint" id="field-name-hint">Wie im Ausweis</div>')
  t.match(
    html,
    /<p class="kw-error" id="field-name-error"><span class="kw-visually-hidden">Fehler:<\/span> ?Füllen Sie „Name“ aus\./,
  )
  t.match(html, 'aria-describedby="field-name-hint field-name-error" aria-invalid="true"')
})

t.test('before an attempt nothing is called wrong', async (t) => {
  const html = rendered(() => field.text({ name: 'name', label: 'Name' }))
  t.notMatch(html, 'aria-invalid')
  t.notMatch(html, 'aria-describedby')
})

t.test('what was submitted comes back, and wins over the value to start with', async (t) => {
  t.match(
    rendered(() => field.text({ name: 'a', label: 'A', value: 'start' })),
    'value="start"',
  )
  t.match(
    rendered(() => field.text({ name: 'a', label: 'A', value: 'start' }), { values: { a: '<x>' } }),
    'value="&lt;x&gt;"',
  )
  t.match(
    rendered(() => field.text({ name: 'a', label: 'A', value: 'start' }), { values: { a: '' } }),
    'value=""',
  )
  const text = rendered(() => field.textarea({ name: 'a', label: 'A' }), { values: { a: '</textarea>' } })
  t.match(text, '&lt;/textarea&gt;</textarea>')
})

t.test('a password never comes back', async (t) => {
  t.notMatch(
    rendered(() => field.password({ name: 'p', label: 'P' }), { values: { p: 'geheim' } }),
    'geheim',
  )
})

t.test('browsers without JavaScript insist on what is not optional', async (t) => {
  t.match(
    rendered(() => field.text({ name: 'a', label: 'A' })),
    / required[ >]/,
  )
  t.match(
    rendered(() => field.textarea({ name: 'a', label: 'A' })),
    / required>/,
  )
  const optional = rendered(() => field.text({ name: 'a', label: 'A', optional: true }))
  t.notMatch(optional, / required[ >]/)
  t.match(optional, '(freiwillig)')
})

t.test('fields that may be hidden are not insisted on, because nobody could fill them in', async (t) => {
  const html = rendered(() =>
    field.radios({
      name: 'contact',
      label: 'Kontakt',
      options: [{ value: 'mail', label: 'Mail', reveal: () => field.email({ name: 'email', label: 'E-Mail' }) }],
    }),
  )
  t.match(html, /<input class="kw-choice__input"[^>]* required/)
  t.notMatch(html, /<input class="kw-input[^>]* required/)
})

t.test('radios are one group with one name, and the first carries the id of the field', async (t) => {
  const html = rendered(() => field.radios({ name: 'size', label: 'Größe', options: ['S', 'M'] }), {
    values: { size: 'M' },
  })
  t.match(html, 'role="radiogroup"')
  t.match(html, 'id="field-size" name="size" value="S" required')
  t.match(html, 'id="field-size-2" name="size" value="M" checked required')
})

t.test('any number of checkboxes can be chosen; a single answer need not be a list', async (t) => {
  const options = { name: 'days', label: 'Tage', options: ['Mo', 'Di'] }
  t.match(
    rendered(() => field.checkboxes(options), { values: { days: ['Mo', 'Di'] } }),
    /checked.*checked/,
  )
  const one = rendered(() => field.checkboxes(options), { values: { days: 'Di' } })
  t.match(one, 'value="Di" checked')
  t.notMatch(one, 'value="Mo" checked')
})

t.test('a missing answer is put into words by the kind of field', async (t) => {
  const error = (html: string) => /Fehler:<\/span> ?([^<]*)</.exec(html)?.[1]?.trim()
  const of = (name: string) => required(`/${name}`)
  t.equal(
    error(rendered(() => field.select({ name: 'a', label: 'A', options: [] }), of('a'))),
    'Wählen Sie bei „A“ eine Antwort aus.',
  )
  const letters = { problems: [{ pointer: '/a', code: 'type' }] }
  t.equal(error(rendered(() => field.number({ name: 'a', label: 'A' }), letters)), 'Geben Sie bei „A“ eine Zahl an.')
  t.equal(error(rendered(() => field.checkbox({ name: 'a', label: 'A' }), of('a'))), 'Setzen Sie den Haken bei „A“.')
  t.equal(error(rendered(() => field.date({ name: 'a', label: 'A' }), of('a'))), 'Geben Sie bei „A“ ein Datum an.')
  t.equal(error(rendered(() => field.file({ name: 'a', label: 'A' }), of('a'))), 'Wählen Sie bei „A“ eine Datei aus.')
})

t.test('a day is typed in three numbers; a problem with one of them marks only that one', async (t) => {
  const form = { values: { day: '2027-05-03' }, problems: [{ pointer: '/day/month', code: 'required' }] }
  const html = rendered(() => field.date({ name: 'day', label: 'Tag', autocomplete: 'bday' }), form)
  t.match(html, /name="day\[day\]"[^>]*autocomplete="bday-day" value="3" required>/)
  t.match(html, /name="day\[month\]"[^>]*value="5" required aria-invalid="true"/)
  t.match(html, /name="day\[year\]"[^>]*value="2027" required>/)
})

t.test('three numbers and ISO days', async (t) => {
  t.equal(isoDateOf({ day: '3', month: '5', year: '2027' }), '2027-05-03')
  t.equal(isoDateOf({ day: '31', month: '2', year: '2027' }), undefined)
  t.equal(isoDateOf({ day: '', month: '2', year: '2027' }), undefined)
  t.equal(isoDateOf({ day: '1', month: '13', year: '2027' }), undefined)
  t.strictSame(datePartsOf('2027-05-03'), { day: '3', month: '5', year: '2027' })
  t.strictSame(datePartsOf({ day: '3', month: 'Mai', year: '27' }), { day: '3', month: 'Mai', year: '27' })
  t.strictSame(
    datePartsOf('2027-Mai-3'),
    { day: '3', month: 'Mai', year: '2027' },
    'what is no date comes back as typed',
  )
})

t.test('amounts are read as people write them', async (t) => {
  for (const [text, cents] of Object.entries({
    '12': 1200,
    '12,5': 1250,
    '1.234,50': 123450,
    '12.50 €': 1250,
    '0,05': 5,
  })) {
    t.equal(centsFromText(text), cents, text)
  }
  for (const text of ['', 'zwölf', '1,234.50', '-3', '12,345']) t.equal(centsFromText(text), undefined, text)
  t.equal(textFromCents(1250), '12,50')
  t.equal(textFromCents(5), '0,05')
  t.equal(textFromCents(-1250), '-12,50')
  t.match(
    rendered(() => field.money({ name: 'fee', label: 'Gebühr', value: 64_050 })),
    'value="640,50"',
  )
})

t.test('an address shows a problem where it is', async (t) => {
  const html = rendered(() => field.address({ name: 'home', label: 'Adresse' }), required('/home/city'))
  t.match(html, /id="field-home-city"[^>]*aria-invalid="true"/)
  t.equal(html.match(/aria-invalid/g)?.length, 1)
})
