import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { createAccount } from '../../src/auth/account.ts'
import { password } from '../../src/auth/identity-provider.ts'
import { Type } from '../../src/base/schema.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

const whoAmI = action({
  route: 'GET /me',
  summary: 'What the portal believes of the client',
  allow: anyone,
  reply: Type.Object({ ip: Type.String() }),
  run: ({ client }) => ({ ip: client.ip }),
})

/** A portal on a real socket; `ask` sends bytes as they are and reads until the connection ends. */
async function listen(t: Parameters<typeof fixturePlugin>[0], trustProxy?: string[]) {
  const plugin = fixturePlugin(t, { actions: { whoAmI } })
  const portal = await createTestPortal({ plugins: [plugin()], trustProxy, deployment: { identity: [password()] } })
  t.teardown(() => portal.close())
  await portal.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = portal.app.server.address() as AddressInfo
  const ask = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
      let answer = ''
      socket.on('data', (chunk) => (answer += chunk.toString()))
      socket.on('end', () => resolve(answer))
      socket.on('error', reject)
    })
  return { portal, ask }
}

const request = (line: string, headers: Record<string, string>, body = '') =>
  [
    `${line} HTTP/1.1`,
    ...Object.entries({ host: 'localhost', connection: 'close', ...headers }).map((header) => header.join(': ')),
    '',
    body,
  ].join('\r\n')

const ipIn = (answer: string) => (JSON.parse(answer.slice(answer.indexOf('{'))) as { ip: string }).ip

const forged = {
  'x-forwarded-for': '203.0.113.7',
  'x-real-ip': '203.0.113.7',
  'x-client-ip': '203.0.113.7',
  forwarded: 'for=203.0.113.7',
}

t.test('what a stranger says about its address is not heard', async (t) => {
  for (const trustProxy of [undefined, ['127.0.0.2'], ['10.0.0.0/8', 'fd00::/64']]) {
    const { ask } = await listen(t, trustProxy)
    t.equal(ipIn(await ask(request('GET /api/fixture/me', forged))), '127.0.0.1', String(trustProxy))
  }
})

t.test('a named proxy is believed about whom it saw, and about nothing that person claimed before', async (t) => {
  const { ask } = await listen(t, ['127.0.0.0/8'])
  t.equal(ipIn(await ask(request('GET /api/fixture/me', forged))), '203.0.113.7')
  const chain = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' }
  t.equal(ipIn(await ask(request('GET /api/fixture/me', chain))), '203.0.113.7')
  t.equal(ipIn(await ask(request('GET /api/fixture/me', { 'x-real-ip': '203.0.113.7' }))), '127.0.0.1')
})

t.test('the portal is where its setting says, whatever Host and X-Forwarded-Host claim', async (t) => {
  const { portal, ask } = await listen(t, ['127.0.0.1'])
  const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
  const body = JSON.stringify({ email: 'erika@example.org' })
  const json = { 'content-type': 'application/json', 'content-length': String(body.length) }
  for (const origin of ['https://evil.example', 'http://evil.example']) {
    t.match(await ask(request('POST /api/core/password-resets', { ...evil, ...json, origin }, body)), /^HTTP\/1.1 403 /)
  }
  await citizen(portal)
  t.match(await ask(request('POST /api/core/password-resets', { ...evil, ...json }, body)), /^HTTP\/1.1 200 /)
  await portal.settle()
  t.match(portal.mails, [{ text: /http:\/\/localhost\/passwort-vergessen/ }])
  t.notMatch(portal.mails[0]?.text, 'evil')
})

t.test('a request with two lengths is refused and ends the connection', async (t) => {
  const { ask } = await listen(t)
  const hidden = 'GET /api/fixture/me HTTP/1.1\r\nhost: localhost\r\n\r\n'
  const attacks = [
    { 'content-length': '5', 'transfer-encoding': 'chunked' },
    { 'transfer-encoding': 'chunked, identity' },
    { 'transfer-encoding': 'xchunked' },
    { 'content-length': '5\r\ncontent-length: 6' },
    { 'content-length': '+5' },
    { 'content-length ': '5' },
  ]
  for (const headers of attacks) {
    const answer = await ask(
      request(
        'POST /api/core/password-resets',
        { ...headers, connection: 'keep-alive' } as never,
        `0\r\n\r\n${hidden}`,
      ),
    )
    t.match(answer, /^HTTP\/1.1 400 /, JSON.stringify(headers))
    t.equal(answer.split('HTTP/1.1').length, 2, 'one answer')
  }
})

const citizen = (portal: TestPortal) =>
  unitOfWork(portal.database, (em) =>
    createAccount(
      em,
      { realm: 'citizen', email: 'erika@example.org', name: 'Erika', passwordHash: 'x', locale: 'de' },
      portal.clock.now,
    ),
  )
