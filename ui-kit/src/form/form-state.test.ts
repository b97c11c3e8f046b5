import t from 'tap'
import { changeRepeatable } from './change-repeatable.ts'
import { fieldId, needsMultipart, problemAt, problemWithin, valueAt, withForm } from './form-state.ts'
import { nameOf, pointerOf } from './names.ts'
import { field } from '../field/field.ts'

t.test('names and pointers say the same', async (t) => {
  for (const [name, pointer] of [
    ['email', '/email'],
    ['items[0][size]', '/items/0/size'],
    ['a/b[c~d]', '/a~1b/c~0d'],
  ]) {
    t.equal(pointerOf(name!), pointer)
    t.equal(nameOf(pointer!), name)
  }
})

const state = {
  values: { items: [{ size: '2' }], email: '' },
  problems: [
    { pointer: '/items/0/size', code: 'maximum' },
    { pointer: '/birthday/month', code: 'required' },
  ],
}

t.test('a field finds its value and problem by its name', async (t) => {
  withForm(state, () => {
    t.equal(valueAt('items[0][size]'), '2')
    t.equal(valueAt('items[1][size]'), undefined)
    t.equal(valueAt('email'), '', 'an empty answer is an answer')
    t.equal(valueAt('toString'), undefined, 'nothing inherited')
    t.equal(problemAt('items[0][size]')?.code, 'maximum')
    t.equal(problemAt('birthday'), undefined)
    t.equal(problemWithin('birthday')?.code, 'required')
  })
  t.equal(valueAt('email'), undefined, 'the form ends with its rendering')
})

t.test('the form ends also when its rendering fails', async (t) => {
  t.throws(() =>
    withForm(state, () => {
      throw new Error('broken')
    }),
  )
  t.equal(valueAt('email'), undefined)
})

t.test('two forms of one page keep their ids apart', async (t) => {
  t.equal(
    withForm({ ...state, idPrefix: 'first-' }, () => fieldId('items[0][size]')),
    'first-field-items-0-size',
  )
})

t.test('a form with a file is sent in parts', async (t) => {
  const withFile = { values: {}, problems: [] }
  withForm(withFile, () => field.file({ name: 'proof', label: 'Nachweis' }))
  t.equal(needsMultipart(withFile), true)
  withForm(state, () => field.text({ name: 'email', label: 'E-Mail' }))
  t.equal(needsMultipart(state), false)
})

t.test('groups are added and removed without touching what was sent', async (t) => {
  const sent = { name: 'Anna', items: [{ size: '1' }, { size: '2' }] }
  t.strictSame(changeRepeatable(sent, { _add: 'items' })?.['items'], [{ size: '1' }, { size: '2' }, {}])
  t.strictSame(changeRepeatable(sent, { _remove: 'items[0]' }), { name: 'Anna', items: [{ size: '2' }] })
  t.strictSame(changeRepeatable({}, { _add: 'items' }), { items: [{}] })
  t.equal(changeRepeatable(sent, {}), undefined)
  t.strictSame(sent.items.length, 2)
  changeRepeatable({}, { _add: '__proto__[x]' })
  t.equal(({} as Record<string, unknown>)['x'], undefined, 'names cannot reach the prototype')
})
