import fc from 'fast-check'
import t from 'tap'
import { feeOf } from '../src/service/fee.ts'
import { askedPages, missingPages, pruned, schemaOf, validate, validatePage } from '../src/service/form.ts'
import { summaryOf } from '../src/service/summary.ts'
import { addRow, removeRow } from '../src/field/kinds/list.ts'
import type { ListField } from '../src/field/field.ts'
import { contextOn, dogLicence } from './fixture.ts'

const context = contextOn()
const page = (id: string, sent: Record<string, unknown>, before = {}) =>
  validatePage(dogLicence, id, sent, context, before)

t.test('a page reads what a form sends and keeps the other pages', async (t) => {
  const { answers, problems } = page(
    'hund',
    { name: '  Bello\tvom  Berg ', shared: 'false', evil: 'x' },
    { puppies: [] },
  )
  t.same(problems, [])
  t.same(answers, { name: 'Bello vom Berg', shared: false, puppies: [] })
})

t.test('problems carry a pointer into the answers and the code of the check', async (t) => {
  const { problems } = page('hund', { name: 'x'.repeat(21), shared: 'perhaps' })
  t.same(problems, [
    { pointer: '/name', code: 'maxLength', params: { limit: 20 } },
    { pointer: '/shared', code: 'enum' },
  ])
  t.same(page('hund', {}).problems, [
    { pointer: '/name', code: 'required' },
    { pointer: '/shared', code: 'required' },
  ])
})

t.test('rows of a list are checked each by itself', async (t) => {
  const rows = [{ id: 'a', size: 'small' }, { id: 'b', size: 'large', weight: '200' }, { id: 'c' }]
  t.same(page('welpen', { puppies: rows }).problems, [
    { pointer: '/puppies/1/weight', code: 'maximum', params: { limit: 90 } },
    { pointer: '/puppies/2/size', code: 'required' },
  ])
  const four = Array.from({ length: 4 }, () => ({ size: 'small' }))
  t.same(page('welpen', { puppies: four }).problems, [{ pointer: '/puppies', code: 'maxItems', params: { limit: 3 } }])
})

t.test('a page without a question is left out, and so is what depends on its answers', async (t) => {
  const answers = { name: 'Bello', shared: false, coOwner: 'Erika', coOwnerPhone: '0241 1' }
  t.same(
    askedPages(dogLicence, answers).map((p) => p.id),
    ['hund', 'welpen'],
  )
  t.same(pruned(dogLicence, answers), { name: 'Bello', shared: false })
  const shared = { ...answers, shared: true }
  t.same(
    askedPages(dogLicence, shared).map((p) => p.id),
    ['hund', 'halter', 'welpen'],
  )
  t.equal(pruned(dogLicence, shared).coOwnerPhone, '0241 1')
})

t.test('an answer to a question that is not asked counts neither for the check nor for the fee', async (t) => {
  const hidden = { name: 'Bello', shared: false, coOwner: 'x'.repeat(500) }
  t.same(validate(dogLicence, hidden, context), [])
  t.equal(feeOf(dogLicence, hidden).amount, 1_000)
  t.equal(feeOf(dogLicence, { ...hidden, shared: true }).amount, 1_200)
})

t.test('the pages where something is missing are named in order', async (t) => {
  t.same(missingPages(dogLicence, { shared: true }, context), ['hund', 'halter'])
  t.same(missingPages(dogLicence, { name: 'Bello', shared: false }, context), [])
})

t.test('the summary says everything that counts in words', async (t) => {
  const answers = { name: 'Bello', shared: false, puppies: [{ id: 'a', size: 'large', weight: 1200 }] }
  const summary = summaryOf(dogLicence, answers, 'en', context.kinds)
  t.match(summary, [
    { id: 'hund', title: 'Your dog', lines: [{ value: ['Bello'] }, { value: ['No'] }] },
    { id: 'welpen', rows: [{ id: 'a', title: 'Welpe 1', lines: [{ value: ['groß'] }, { value: ['1,200 kg'] }] }] },
  ])
})

t.test('names of the language itself are no answers', async (t) => {
  const sent = JSON.parse('{ "name": "Bello", "shared": true, "__proto__": { "coOwner": "x" }, "constructor": "y" }')
  t.same(page('hund', sent).answers, { name: 'Bello', shared: true })
  t.notOk(Object.hasOwn(Object.prototype, 'coOwner'))
})

t.test('the schema of the whole application follows from the definition', async (t) => {
  t.match(schemaOf(dogLicence, context), {
    type: 'object',
    required: ['name', 'shared'],
    properties: { puppies: { type: 'array', maxItems: 3, items: { required: ['id', 'size'] } } },
  })
})

const puppies = dogLicence.fields.puppies as ListField
const sentRow = fc.record({
  id: fc.option(fc.constantFrom('a', 'b', '../x', ''), { nil: undefined }),
  size: fc.string(),
})

t.test('property: rows keep their ids, every row has one, no two are the same', async () => {
  fc.assert(
    fc.property(fc.array(sentRow, { maxLength: 8 }), (rows) => {
      const read = (page('welpen', { puppies: rows }).answers.puppies ?? []) as { id: string }[]
      const again = (page('welpen', { puppies: read }).answers.puppies ?? []) as { id: string }[]
      const ids = read.map((row) => row.id)
      return (
        new Set(ids).size === rows.length &&
        ids.every((id) => /^[\w-]{1,40}$/.test(id)) &&
        JSON.stringify(again) === JSON.stringify(read)
      )
    }),
  )
})

t.test('property: removing a row leaves every other one as it was', async () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (ids, pick) => {
      const rows = ids.map((id) => ({ id }))
      const gone = ids[pick % ids.length]!
      const left = removeRow(rows, gone)
      return left.length === rows.length - 1 && left.every((row) => rows.includes(row as { id: string }))
    }),
  )
})

t.test('a row is added only while there is room', async (t) => {
  t.same(
    addRow([{ id: 'a' }], puppies, () => 'b'),
    [{ id: 'a' }, { id: 'b' }],
  )
  t.equal(addRow([{ id: 'a' }, { id: 'b' }, { id: 'c' }], puppies, () => 'd').length, 3)
})

const anything = fc.object({
  maxDepth: 3,
  key: fc.constantFrom('name', 'shared', 'coOwner', 'puppies', 'id', 'size', 'weight'),
})

t.test('property: whatever is sent, reading and checking never throw, and pruning twice changes nothing', async () => {
  fc.assert(
    fc.property(anything, (sent) => {
      const answers = dogLicence.pages.reduce((all, { id }) => page(id, sent, all).answers, {})
      const once = pruned(dogLicence, answers)
      validate(dogLicence, answers, context)
      return JSON.stringify(pruned(dogLicence, once)) === JSON.stringify(once)
    }),
    { numRuns: 500 },
  )
})
