import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'
import { boardPlugin } from './board-plugin.ts'

const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
t.teardown(() => portal.close())

const start = (await portal.app.inject('/')).body
const linked = (pattern: RegExp): string => pattern.exec(start)?.[1] ?? 'the start page names none'
const script = linked(/src="(\/assets\/[^"]+\.js)"/)
const styles = linked(/href="(\/assets\/[^"]+\.css)"/)

/** A page, a problem, an API reply, a health check, a document, files that are there and one that is not. */
const withBody = [
  '/',
  '/nowhere',
  '/api/core/audit/key',
  '/api/nowhere',
  '/healthz',
  '/openapi.json',
  '/assets/x.js',
  script,
  styles,
]
/** And where somebody is sent elsewhere. */
const everyKind = [...withBody, '/konto']

t.test('there is one of every kind', async (t) => {
  const status = async (url: string) => (await portal.app.inject(url)).statusCode
  t.same(await Promise.all(everyKind.map(status)), [200, 404, 200, 404, 200, 200, 404, 200, 200, 303])
})

t.test('over HTTPS every answer asks for HTTPS for a year, subdomains included', async (t) => {
  const portal = await createTestPortal({ origin: 'https://service.example.de' })
  t.teardown(() => portal.close())
  for (const url of everyKind) {
    const { headers } = await portal.app.inject(url)
    t.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains', url)
  }
})

t.test('no answer may be framed, sniffed, embedded with plugins, or tell other sites where people were', async (t) => {
  for (const url of everyKind) {
    const { headers } = await portal.app.inject(url)
    const policy = String(headers['content-security-policy']).split(/; ?/)
    for (const rule of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      t.ok(policy.includes(rule), `${url}: ${rule}`)
    }
    t.notMatch(policy.join(), /unsafe-|\*|https?:(?!\/\/)/, `${url}: ${policy.join()}`)
    t.match(headers, {
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
  }
})

t.test('no answer lets other origins read it', async (t) => {
  for (const url of everyKind) {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const asked = { origin: 'https://evil.example', 'access-control-request-method': 'GET' }
      const { headers } = await portal.app.inject({ url, method, headers: asked })
      t.same(
        Object.keys(headers).filter((name) => name.startsWith('access-control-')),
        [],
        `${method} ${url}`,
      )
    }
  }
})

t.test('every answer with a body says what it is and in which characters', async (t) => {
  for (const url of withBody) {
    const { headers, body } = await portal.app.inject(url)
    t.match(
      headers['content-type'],
      /^(text\/(html|plain|css|javascript)|application\/(javascript|(problem\+)?json)); charset=utf-8$/i,
      url,
    )
    t.ok(body.length > 0)
  }
})

t.test('no answer says what the portal is made of', async (t) => {
  for (const url of everyKind) {
    const { headers } = await portal.app.inject(url)
    t.notOk(headers['server'] ?? headers['x-powered-by'], url)
  }
})

t.test('TRACE and methods nobody knows are refused', async (t) => {
  for (const method of ['TRACE', 'CONNECT', 'TRACK', 'DEBUG', 'PROPFIND']) {
    const answer = await overTheNetwork(`${method} / HTTP/1.1`)
    t.notMatch(answer, /^HTTP\/1.1 2/, method)
    t.notMatch(answer, 'echoed', method)
  }
})

t.test('an address that browsers would not send is no failure of the portal', async (t) => {
  for (const url of ['//', '//?x=1', '///', '//[', '/\\[', '/?x=//[', 'http://[/', '/anmelden//[', '*']) {
    t.match(await overTheNetwork(`GET ${url} HTTP/1.1`), /^HTTP\/1.1 [234]/, url)
  }
  for (const address of ['\\\\😀', '//[', 'https://elsewhere.example/x', 'mailto:x@example.org']) {
    const url = `/api/core/provider-logins/return?${new URLSearchParams({ address }).toString()}`
    t.match(await portal.app.inject(url), { statusCode: 400 }, address)
  }
})

/** What comes back for a request line as it stands, which no library would send. */
async function overTheNetwork(line: string): Promise<string> {
  if (!portal.app.server.listening) await portal.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = portal.app.server.address() as AddressInfo
  return new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.end(`${line}\r\nhost: localhost\r\nx-secret: echoed\r\nconnection: close\r\n\r\n`)
    })
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => resolve(text))
  })
}

t.test('folders are not listed, and nothing outside of them is served', async (t) => {
  const paths = [
    '/assets/',
    '/assets/core/',
    '/assets/deployment/',
    '/assets/deployment/../kreiswerk.config.ts',
    '/assets/deployment/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/.git/config',
    '/.env',
    '/package.json',
    '/data/portal.db',
  ]
  for (const url of paths) t.equal((await portal.app.inject(url)).statusCode, 404, url)
})

t.test('documents for programs and monitoring are only where they are meant', async (t) => {
  for (const url of ['/metrics', '/docs', '/documentation', '/swagger', '/debug', '/entwicklung/postfach']) {
    t.equal((await portal.app.inject(url)).statusCode, 404, url)
  }
})

t.test('an address never carries the session, and a parameter sent twice is no list', async (t) => {
  const citizen = await portal.as('citizen')
  const page = await citizen.open('/for-citizens')
  t.notMatch(page.html, /[?&](kw-|session|token)/)
  t.equal((await portal.app.inject('/anmelden?weiter=/a&weiter=/b')).statusCode, 400)
  t.equal((await portal.app.inject('/anmelden?weiter[x]=1')).statusCode, 400, 'a name nobody asked for')
})

t.test('who logs out leaves nothing in the browser', async (t) => {
  const citizen = await portal.as('citizen')
  const reply = await citizen.call('POST', '/api/core/sessions/end')
  t.equal(reply.status, 200)
  t.equal(reply.headers['clear-site-data'], '"storage"')
})

t.test('every page of somebody logged in has the way out', async (t) => {
  const citizen = await portal.as('citizen')
  for (const path of ['/', '/konto', '/impressum', '/for-citizens', '/nowhere']) {
    t.match((await citizen.open(path)).html, /action="\/abmelden"[^]*value="core\.logOut"/, path)
  }
  const clerk = await portal.as('clerk')
  for (const path of ['/staff', '/staff/konto', '/staff/nowhere']) {
    t.match((await clerk.open(path)).html, /action="\/staff\/abmelden"[^]*value="core\.logOutStaff"/, path)
  }
})
