import t from 'tap'
import type { Service } from '../src/service/defineService.ts'
import { lintService } from '../src/service/lintService.ts'
import { contextOn, dogLicence } from './fixture.ts'

const { kinds } = contextOn()
const codes = (change: Partial<Service>) => lintService({ ...dogLicence, ...change }, kinds).map((flaw) => flaw.code)
const text = { kind: 'text', label: { de: 'x' }, purpose: 'decision' } as const

t.test('a sound definition has no flaws', async (t) => t.same(codes({}), []))

t.test('pages and fields must belong together', async (t) => {
  const [hund, halter, welpen] = dogLicence.pages
  t.same(codes({ pages: [hund!, halter!] }), ['field-on-no-page'])
  t.same(codes({ pages: [hund!, halter!, { ...welpen!, fields: ['puppies', 'name'] }] }), ['field-on-two-pages'])
  t.same(codes({ pages: [hund!, halter!, { ...welpen!, fields: ['puppies', 'cat'] }] }), ['unknown-field'])
  t.same(codes({ pages: [hund!, halter!, { ...welpen!, id: 'hund' }] }), ['duplicate-page'])
})

t.test('a condition looks back, at values that can occur', async (t) => {
  const name = { ...text, when: { field: 'shared', is: true } }
  t.same(codes({ fields: { ...dogLicence.fields, name } }), ['condition-not-earlier'])
  const coOwner = { ...text, when: { field: 'shared', is: 'yes' } }
  t.same(codes({ fields: { ...dogLicence.fields, coOwner } }), ['condition-never-holds'])
})

t.test('a field for files says what it takes, and stands in no row', async (t) => {
  const files = {
    kind: 'file',
    label: { de: 'x' },
    purpose: 'decision',
    accept: ['image/png'],
    optional: true,
  } as const
  const coOwner = (change: object) => codes({ fields: { ...dogLicence.fields, coOwner: { ...files, ...change } } })
  t.same(coOwner({}), [])
  for (const change of [
    { accept: [] },
    { maxFiles: 0 },
    { maxFiles: 21 },
    { maxMebibytes: 0 },
    { maxMebibytes: 101 },
  ]) {
    t.same(coOwner(change), ['bounds'], JSON.stringify(change))
  }
  const puppies = {
    ...text,
    kind: 'list',
    row: { de: 'x' },
    min: 0,
    max: 1,
    optional: true,
    fields: { files },
  } as const
  t.same(codes({ fields: { ...dogLicence.fields, puppies } }), ['file-in-list'])
})

t.test('the German text must be there', async (t) => {
  t.same(codes({ title: { de: ' ', en: 'Dog' } }), ['text-missing'])
  t.match(
    lintService({ ...dogLicence, fields: { ...dogLicence.fields, name: { ...text, label: { de: '' } } } }, kinds),
    [{ code: 'text-missing', at: 'fields.name.label' }],
  )
})

t.test('a kind nobody provides is named', async (t) => {
  const name = { ...text, kind: 'appointments.slot' } as const
  t.match(lintService({ ...dogLicence, fields: { ...dogLicence.fields, name } }, kinds), [
    { code: 'unknown-kind', at: 'fields.name' },
  ])
})

t.test('identifiers, durations and paths have their form', async (t) => {
  t.same(codes({ id: 'Hund 1' }), ['id-malformed'])
  t.same(codes({ version: '1' }), ['version-malformed'])
  t.same(codes({ unit: '/aachen' }), ['unit-malformed'])
  t.same(codes({ leika: '123' }), ['leika-malformed'])
  t.same(codes({ retention: { draft: '30 days', granted: 'P2Y', refused: 'P1Y' } }), ['retention-malformed'])
})

t.test('the examples are filled in, and must cost what they say', async (t) => {
  const example = dogLicence.examples[0]!
  t.same(codes({ examples: [] }), ['example-missing'])
  t.same(codes({ examples: [{ ...example, fee: 1 }] }), ['fee-unexpected'])
  t.same(codes({ examples: [{ ...example, answers: { name: 'Bello' } }] }), ['example-invalid'])
  t.same(codes({ fee: () => [{ label: { de: 'x' }, quantity: 1, unitAmount: 1.5 }] }), ['fee-not-an-amount'])
})
