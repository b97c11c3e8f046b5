import t from 'tap'
import fc from 'fast-check'
import { parseForm, readForm, withoutEmptyRows } from '../../src/action/form-input.ts'
import { cloneInput } from '../../src/action/upload.ts'
import { bringValidator, compileCheck, createWritingCompiler } from '../../src/action/validation.ts'
import { closeSchema } from '../../src/action/closed-schema.ts'
import { Type } from '../../src/base/schema.ts'

t.test('a problem has the pointer of what is wrong and one code', async (t) => {
  const check = compileCheck(
    Type.Object({
      name: Type.String({ minLength: 2 }),
      'a/b~c': Type.String(),
      mail: Type.String({ format: 'email' }),
      kind: Type.Union([Type.Literal('x'), Type.Literal('y')]),
      rows: Type.Array(Type.Object({ size: Type.Integer({ maximum: 9 }) })),
    }),
    'json',
  )
  const problems = check({ name: 'a', mail: 'no', kind: 'z', rows: [{ size: 3 }, { size: 10 }], more: 1 })
  t.strictSame(problems.map(({ pointer, code }) => `${pointer} ${code}`).sort(), [
    '/a~1b~0c required',
    '/kind enum',
    '/mail format-email',
    '/more additionalProperties',
    '/name minLength',
    '/rows/1/size maximum',
  ])
  t.match(
    problems.find(({ code }) => code === 'minLength'),
    { params: { limit: 2 } },
  )
})

t.test('a validator that was compiled before stands for its schema alone, and for JSON alone', async (t) => {
  const schema = Type.Object({ size: Type.Integer({ default: 3, maximum: 9 }) })
  const closed = closeSchema(schema)
  const validator = createWritingCompiler().compile(closed)
  let asked = 0
  const counting = new Proxy(validator, {
    apply(target, self, [value]: [unknown]) {
      asked += 1
      return Reflect.apply(target, self, [value]) as boolean
    },
  })
  bringValidator(JSON.stringify(closed), counting)
  const value = {}
  t.same(compileCheck(Type.Object({ ...schema.properties }), 'json')(value), [])
  t.same(value, { size: 3 })
  t.match(compileCheck(schema, 'json')({ size: 10 }), [{ pointer: '/size', code: 'maximum' }])
  t.equal(asked, 2)
  t.same(compileCheck(schema, 'text')({ size: '4' }), [])
  t.match(compileCheck(Type.Object({ size: Type.Integer({ maximum: 3 }) }), 'json')({ size: 9 }), [{ code: 'maximum' }])
  t.equal(asked, 2)
})

t.test('defaults are filled in; text becomes the type that the schema asks for', async (t) => {
  const schema = Type.Object({
    limit: Type.Integer({ default: 25 }),
    yes: Type.Optional(Type.Boolean()),
    tags: Type.Optional(Type.Array(Type.String())),
  })
  const value = { yes: 'true', tags: 'one' }
  t.same(compileCheck(schema, 'text')(value), [])
  t.same(value, { limit: 25, yes: true, tags: ['one'] })
  t.match(compileCheck(schema, 'json')({ yes: 'true' }), [{ pointer: '/yes', code: 'type' }])
})

t.test('objects are closed unless the author opened them, but not inside constants', async (t) => {
  const closed = closeSchema(
    Type.Object({
      open: Type.Object({}, { additionalProperties: true }),
      list: Type.Array(Type.Object({ a: Type.String() })),
      fixed: Type.Unsafe({ const: { type: 'object', properties: {} } }),
    }),
  )
  t.match(closed, {
    additionalProperties: false,
    properties: { open: { additionalProperties: true }, list: { items: { additionalProperties: false } } },
  })
  t.same((closed as never as { properties: { fixed: object } }).properties.fixed, {
    const: { type: 'object', properties: {} },
  })
})

t.test('form names become nested values within limits', async (t) => {
  t.same(parseForm('a[0][b]=1&a[1][b]=2&c=3&c=4&d[]=5'), { a: [{ b: '1' }, { b: '2' }], c: ['3', '4'], d: ['5'] })
  const deep = parseForm(`a${'[b]'.repeat(50)}=1`)
  t.ok(JSON.stringify(deep).length < 400)
  const many = parseForm(Array.from({ length: 5_000 }, (_, index) => `f${index}=1`).join('&'))
  t.ok(Object.keys(many).length <= 2_000)
})

t.test('rows of the problem page are the rows the handler was given', async (t) => {
  const sent = { rows: [{ a: '' }, { a: '1', b: '' }, {}, { a: '2', b: 'x' }] }
  t.same(readForm(sent), { rows: [{ a: '1' }, { a: '2', b: 'x' }] })
  t.same(withoutEmptyRows(sent), {
    rows: [
      { a: '1', b: '' },
      { a: '2', b: 'x' },
    ],
  })
})

t.test('no text whatsoever makes reading a form throw or reach a prototype', async (t) => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'a[__proto__][x]', 'a[0]', 'a[b][c]', 'a[]', '[', ']['),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 8 }), (pairs) => {
      const fields = parseForm(new URLSearchParams(pairs).toString())
      readForm(fields)
      withoutEmptyRows(fields)
      return !('x' in {}) && Object.getPrototypeOf({}) === Object.prototype
    }),
    { numRuns: 300 },
  )
  t.notOk('x' in {})
})

t.test('input is copied whole, whatever it comes as', async (t) => {
  const query = Object.assign(Object.create(null) as object, { filter: { unit: ['a', 'b'] }, since: new Date(0) })
  const copy = cloneInput(query) as typeof query
  t.same(copy, { filter: { unit: ['a', 'b'] }, since: new Date(0) })
  t.not(copy, query)
  t.not((copy as { filter: unknown }).filter, (query as { filter: unknown }).filter)
  t.not((copy as { since: unknown }).since, (query as { since: unknown }).since)
  const hostile = cloneInput(JSON.parse('{"__proto__": {"isAdmin": true}}')) as Record<string, unknown>
  t.ok(Object.hasOwn(hostile, '__proto__'))
  t.equal(hostile.isAdmin, undefined)
})
