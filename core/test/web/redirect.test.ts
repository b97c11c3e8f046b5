import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { Type } from '../../src/base/schema.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { after, page } from '../../src/web/page.ts'
import { addressOf, redirect } from '../../src/web/redirect.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

t.test('a redirect stays here or leads to a provider that says where its pages are', async (t) => {
  const site = { runtime: { origin: 'https://portal.example' }, formTargets: ['https://pay.example'] } as never
  const to = (address: string) => addressOf(redirect(address), site)
  for (const path of ['/', '/konto?a=b', '/a/b?c=d#e', '/a//b', '/?next=//x']) t.equal(to(path), path)
  t.equal(to('/suche?wort=Müll 東京'), '/suche?wort=M%C3%BCll%20%E6%9D%B1%E4%BA%AC')
  t.equal(to('https://portal.example/x'), 'https://portal.example/x')
  t.equal(to('https://pay.example/p?id=1'), 'https://pay.example/p?id=1')
  for (const address of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'https://pay.example.evil.example',
    'http://pay.example',
    'https://pay.example@evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'konto',
    '',
    '\\/evil.example',
    '/a\\b',
    ' /konto',
  ]) {
    t.throws(() => to(address), { code: 'web.foreign-target' }, address)
  }
  t.equal(to('/a\r\nset-cookie: b=c'), '/a%0D%0Aset-cookie:%20b=c')
})

t.test('a page that would send people elsewhere answers with an error instead', async (t) => {
  const go = action({
    route: 'POST /go',
    summary: 'Go where the input says',
    allow: anyone,
    body: Type.Object({ to: Type.String() }),
    reply: Type.Object({ to: Type.String() }),
    async run({ body, record }) {
      await record({ object: 'journey:1' })
      return body
    },
  })
  const goPage = page({
    path: '/go',
    area: 'citizen',
    allow: anyone,
    title: 'Go',
    query: Type.Object({ to: Type.Optional(Type.String()) }),
    load: ({ query }) => (query.to === undefined ? undefined : redirect(query.to)),
    render: ({ form }) => form.for(go, () => [] as never),
    done: [after(go, ({ reply }) => redirect(reply.to))],
  })
  const plugin = fixturePlugin(t, { actions: { go }, pages: [goPage] })
  const portal = await createTestPortal({ plugins: [plugin()] })
  t.teardown(() => portal.close())
  t.match(await portal.app.inject('/go?to=%2Fimpressum'), { statusCode: 303, headers: { location: '/impressum' } })
  t.match(await portal.app.inject('/go?to=%2F%2Fevil.example'), { statusCode: 500, headers: { location: undefined } })
  t.match(await portal.browser().submit('/go', { to: '/impressum' }), { url: '/impressum', status: 200 })
  t.match(await portal.browser().submit('/go', { to: 'https://evil.example' }), { url: '/go', status: 500 })
})
