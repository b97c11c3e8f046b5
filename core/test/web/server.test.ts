import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { fileReply } from '../../src/action/file-reply.ts'
import { Type } from '../../src/base/schema.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortalOptions } from '../../src/testing/index.ts'
import { serveMetrics } from '../../src/web/metrics.ts'
import { after, page } from '../../src/web/page.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

const whoAmI = action({
  route: 'GET /me',
  summary: 'What the portal believes of the client',
  allow: anyone,
  reply: Type.Object({ ip: Type.String() }),
  run: ({ client }) => ({ ip: client.ip }),
})

const download = action({
  route: 'GET /file',
  summary: 'A file whose name somebody chose',
  allow: anyone,
  query: Type.Object({ name: Type.String() }),
  reply: fileReply,
  run: ({ query }) => ({ content: '<script>alert(1)</script>', mediaType: 'text/html', fileName: query.name }),
})

const long = action({
  route: 'POST /long',
  summary: 'Answers more than a cookie holds',
  allow: anyone,
  reply: Type.Object({ text: Type.String() }),
  async run({ record }) {
    await record({ object: 'text:long' })
    return { text: 'x'.repeat(4_000) }
  },
})

const longPage = page({
  path: '/long',
  area: 'citizen',
  allow: anyone,
  title: 'Long',
  render: ({ form }) => form.for(long, () => [] as never),
  done: [after(long, () => [] as never)],
})

async function start(t: Parameters<typeof fixturePlugin>[0], options: TestPortalOptions = {}) {
  const plugin = fixturePlugin(t, { actions: { whoAmI, download, long }, pages: [longPage] })
  const portal = await createTestPortal({ plugins: [plugin()], ...options })
  t.teardown(() => portal.close())
  return portal
}

t.test('nobody may say who the client is unless the proxy is known', async (t) => {
  const headers = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' }
  const ip = async (options?: TestPortalOptions) =>
    (await (await start(t, options)).app.inject({ url: '/api/fixture/me', headers })).json().ip
  t.equal(await ip(), '127.0.0.1')
  t.equal(await ip({ trustProxy: ['10.0.0.0/8'] }), '127.0.0.1')
  t.equal(await ip({ trustProxy: ['127.0.0.1'] }), '203.0.113.7')
})

t.test('HEAD answers like GET, without a body', async (t) => {
  const portal = await start(t)
  for (const url of ['/', '/impressum', '/api/fixture/me', '/openapi.json', '/healthz', '/readyz']) {
    const get = await portal.app.inject({ url, headers: { cookie: 'kw-visit=AAAAAAAAAAAAAAAAAAAAAA' } })
    const head = await portal.app.inject({
      url,
      method: 'HEAD',
      headers: { cookie: 'kw-visit=AAAAAAAAAAAAAAAAAAAAAA' },
    })
    t.equal(head.statusCode, get.statusCode, url)
    t.equal(head.body, '')
    t.equal(head.headers['content-type'], get.headers['content-type'])
  }
})

t.test('methods that nobody declared are not there', async (t) => {
  const portal = await start(t)
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
    t.equal((await portal.app.inject({ url: '/impressum', method })).statusCode, 404)
  }
})

t.test('a download is never shown by the browser, whatever its name', async (t) => {
  const portal = await start(t)
  const names = ['a.html', 'Bescheid März (1).pdf', '"; filename="evil.exe', 'a\r\nset-cookie: b=c', "x*'y", '\ud800']
  for (const name of names) {
    const { statusCode, headers } = await portal.app.inject({ url: '/api/fixture/file', query: { name } })
    t.equal(statusCode, 200)
    t.match(headers['content-disposition'], /^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w.%~!#$&+^`|{}-]*$/)
    t.match(headers, {
      'content-security-policy': /frame-ancestors 'none'; sandbox$/,
      'x-content-type-options': 'nosniff',
    })
    t.notOk(headers['set-cookie'])
  }
})

t.test('a reply too large for the confirmation says what the author of the page can do', async (t) => {
  const portal = await start(t)
  const lines: string[] = []
  portal.runtime.log.error = ((...given: unknown[]) => void lines.push(JSON.stringify(given))) as never
  t.match(await portal.browser().submit('/long'), { status: 500 })
})

t.test('metrics stand on a port of their own, under route patterns', async (t) => {
  const portal = await start(t, { metrics: true })
  await portal.app.inject('/impressum?person=Erika')
  await portal.app.inject('/nowhere/Erika')
  t.equal((await portal.app.inject('/metrics')).statusCode, 404)
  const metrics = await serveMetrics(portal.metrics!, { host: '127.0.0.1', port: 0 })
  t.teardown(() => metrics.close())
  const { body } = await metrics.inject('/metrics')
  t.match(body, 'kreiswerk_http_request_seconds_count{method="GET",route="/impressum",status="200"} 1')
  t.match(body, 'route="(none)",status="404"')
  t.notMatch(body, 'Erika')
})

t.test('what a page shows is not kept by caches', async (t) => {
  const portal = await start(t)
  for (const url of ['/', '/nowhere', '/assets/nothing.js', '/api/fixture/me']) {
    t.equal(
      (await portal.app.inject({ url, headers: { accept: 'text/html' } })).headers['cache-control'],
      'no-store',
      url,
    )
  }
})
