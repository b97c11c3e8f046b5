import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { unstorableIn } from '../../src/action/unstorable.ts'
import { Type } from '../../src/base/schema.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

t.test('NUL and half a surrogate pair are no text, wherever they stand', async (t) => {
  t.match(unstorableIn('a\0b'), [{ pointer: '', code: 'characters' }])
  t.match(unstorableIn({ list: ['x', { 'a/b': '\ud800' }] }), [{ pointer: '/list/1/a~1b', code: 'characters' }])
  t.match(unstorableIn({ 'x\0': 1 }), [{ pointer: '', code: 'characters' }])
  t.same(unstorableIn({ smile: '😀', line: 'a\r\n\tb', file: Buffer.from([0]) }), [])
})

const keep = action({
  route: 'POST /keep',
  summary: 'Takes anything',
  allow: anyone,
  body: Type.Record(Type.String(), Type.Unknown()),
  reply: Type.Object({}),
  async run({ record }) {
    await record({ object: 'thing:1' })
    return {}
  },
})

async function post(portal: TestPortal, payload: string, type = 'application/json') {
  const headers = { 'content-type': type }
  const answer = await portal.app.inject({ method: 'POST', url: '/api/fixture/keep', headers, payload })
  const { code, problems } = answer.json<{ code?: string; problems?: { code: string }[] }>()
  return { status: answer.statusCode, code, problem: problems?.[0]?.code }
}

t.test('what no database can keep is refused with its place, whatever schema would take it', async (t) => {
  const portal = await createTestPortal({ plugins: [fixturePlugin(t, { actions: { keep } })()] })
  t.teardown(() => portal.close())
  t.match(await post(portal, '{"a":{"b":"x\\u0000y"}}'), { status: 400, problem: 'characters' })
  t.match(await post(portal, '{"a":"\\ud800"}'), { status: 400, problem: 'characters' })
  t.match(await post(portal, '{"a":{"b":"x y"}}'), { status: 200 })
})

t.test('nesting without end is refused and costs nothing', async (t) => {
  const portal = await createTestPortal({ plugins: [fixturePlugin(t, { actions: { keep } })()] })
  t.teardown(() => portal.close())
  const nested = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  t.match(await post(portal, nested), { status: 400, problem: 'depth' })
})

t.test('a multipart body without boundary or end is malformed, no fault of the portal', async (t) => {
  const portal = await createTestPortal({ plugins: [fixturePlugin(t, { actions: { keep } })()] })
  t.teardown(() => portal.close())
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
    t.match(await post(portal, '{"a":1}', type), { status: 400, code: 'web.body-malformed' })
  }
})
