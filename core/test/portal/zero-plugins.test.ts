import t from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'

t.test('the kernel boots with zero plugins and is ready', async (t) => {
  const portal = await createTestPortal()
  t.teardown(() => portal.close())
  t.match(await portal.browser().get('/readyz'), { status: 'ready' })
  t.match(await portal.browser().get('/healthz'), { status: 'ok' })
  t.ok([...portal.timings.keys()].some((step) => step === 'plugin core: start'))
})

t.test('the legal pages are linked from every page', async (t) => {
  const portal = await createTestPortal()
  t.teardown(() => portal.close())
  const browser = portal.browser()
  const { html } = await browser.open('/')
  for (const path of ['/impressum', '/datenschutz', '/barrierefreiheit']) {
    t.match(html, `href="${path}"`)
    t.equal((await browser.open(path)).status, 200)
  }
})

t.test('every answer carries the security headers', async (t) => {
  const portal = await createTestPortal()
  t.teardown(() => portal.close())
  for (const url of ['/', '/nowhere', '/openapi.json', '/api/core/audit/key']) {
    const { headers } = await portal.app.inject(url)
    t.match(headers, { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'cache-control': 'no-store' })
    t.ok(headers['x-correlation-id'])
    const policy = String(headers['content-security-policy'])
    t.match(policy, "default-src 'none'")
    t.notMatch(policy, 'unsafe-inline')
  }
})

t.test('an unknown address is a page for people and a problem for programs', async (t) => {
  const portal = await createTestPortal()
  t.teardown(() => portal.close())
  const page = await portal.browser().open('/nowhere')
  t.equal(page.status, 404)
  t.match(page.text, 'Seite nicht gefunden')
  const { statusCode, headers, body } = await portal.app.inject({ url: '/api/nowhere' })
  t.equal(statusCode, 404)
  t.match(headers['content-type'], 'application/problem+json')
  t.match(JSON.parse(body), {
    code: 'web.page-not-found',
    status: 404,
    type: 'urn:kreiswerk:problem:web.page-not-found',
  })
})

t.test('the language is chosen by link, kept, and marked in the page', async (t) => {
  const portal = await createTestPortal()
  t.teardown(() => portal.close())
  const browser = portal.browser()
  t.match((await browser.open('/impressum')).html, '<html lang="de"')
  const english = await browser.open('/impressum?sprache=en')
  t.equal(english.url, '/impressum')
  t.match(english.html, '<html lang="en"')
  t.match((await browser.open('/')).html, '<html lang="en"')
})

t.test('a portal whose database is gone is not ready, and says so', async (t) => {
  const portal = await createTestPortal()
  await portal.database.close()
  const { statusCode, headers } = await portal.app.inject('/readyz')
  t.equal(statusCode, 503)
  t.ok(headers['retry-after'])
  await portal.app.close()
})
