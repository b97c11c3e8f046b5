import t from 'tap'
import { Messages } from '../../src/web/messages.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { page } from '../../src/web/page.ts'
import { anyone } from '../../src/action/allow.ts'
import { Type } from '../../src/base/schema.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

t.test(
  'a text missing in a variant is shown in German, a key of its own plugin before that of the kernel',
  async (t) => {
    const messages = new Messages()
    messages.add('core', 'de', { yes: 'Ja', no: 'Nein', back: 'Zurück' })
    messages.add('core', 'en', { yes: 'Yes', no: 'No' })
    messages.add('shop', 'de', { yes: 'Kaufen', price: 'Preis' })
    messages.add('shop', 'de-simple', { price: 'Das kostet es' })
    const say = (plugin: string, locale: string, key: string) => messages.wording(plugin, locale).words(key)
    t.equal(say('shop', 'de-simple', 'price'), 'Das kostet es')
    t.equal(say('shop', 'de-simple', 'yes'), 'Kaufen')
    t.equal(say('shop', 'en', 'no'), 'No')
    t.equal(say('shop', 'en', 'back'), 'Zurück')
    t.equal(say('core', 'en', 'price'), undefined)
    t.equal(messages.wording('core', 'de').words('price', 'shop'), 'Preis')
    t.match(messages.all('shop', 'de-simple'), { yes: 'Kaufen', price: 'Das kostet es', back: 'Zurück' })
  },
)

async function start(t: Parameters<typeof fixturePlugin>[0]) {
  const show = (path: `/${string}`) =>
    page({ path, area: 'citizen', allow: anyone, title: 'x', params: Type.Object({}, { additionalProperties: true }) })
  const plugin = fixturePlugin(t, { pages: [show('/:first'), show('/:first/:second'), show('/:first/:second/*')] })
  const portal = await createTestPortal({ plugins: [plugin()] })
  t.teardown(() => portal.close())
  return portal
}

t.test('choosing a language leads back to the same page and nowhere else', async (t) => {
  const portal = await start(t)
  const choose = async (url: string) =>
    (await portal.app.inject({ url, headers: { accept: 'text/html' } })).headers.location
  t.equal(await choose('/page?sprache=en'), '/page')
  t.equal(await choose('/page?a=1&sprache=en&b=%26'), '/page?a=1&b=%26')
  t.equal(await choose('/page?sprache=xx'), '/page')
  const paths = [
    '//evil.example',
    '///evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2F/evil.example',
    '/a/..//evil.example/b',
  ]
  for (const path of paths) {
    const to = await choose(`${path}?sprache=en`)
    if (to !== undefined) t.equal(new URL(to, 'http://localhost').host, 'localhost', `${path} -> ${to}`)
  }
})

t.test('only a language of the portal is remembered', async (t) => {
  const portal = await start(t)
  const cookies = async (url: string) =>
    (await portal.app.inject(url)).cookies.filter(({ name }) => name === 'kw-locale')
  t.match(await cookies('/page?sprache=de-simple'), [{ value: 'de-simple', httpOnly: true }])
  t.same(await cookies('/page?sprache=xx'), [])
  t.same(await cookies('/page?sprache=en%0d%0aset-cookie:%20a=b'), [])
})

t.test('Leichte Sprache is German to browsers; the browser’s wish counts where nobody chose', async (t) => {
  const portal = await start(t)
  const open = async (headers: Record<string, string>) => (await portal.app.inject({ url: '/page', headers })).body
  t.match(await open({ cookie: 'kw-locale=de-simple' }), /<html[^>]* lang="de"/)
  t.match(await open({ 'accept-language': 'fr, en-GB;q=0.8' }), /<html[^>]* lang="en"/)
  t.match(await open({ 'accept-language': 'fr' }), /<html[^>]* lang="de"/)
  t.match(await open({ cookie: 'kw-locale=<script>', 'accept-language': 'en' }), /<html[^>]* lang="en"/)
})
