import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { Type } from '../../src/base/schema.ts'
import { createPortal } from '../../src/portal/create-portal.ts'
import type { Portal } from '../../src/portal/create-portal.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { testDeployment } from '../../src/testing/test-deployment.ts'
import { fixturePlugin } from './fixture-plugin.ts'
import { databaseIn, temporaryFolder } from './stored-portal.ts'

const mailWatch = () => {
  const mail = { closed: 0, send: async () => {}, close: () => void (mail.closed += 1) }
  return mail
}

t.test('closing ends requests, jobs, mail and the database, once', async (t) => {
  const mail = mailWatch()
  const portal = await createTestPortal({ deployment: { mail } })
  await portal.close()
  await portal.close()
  t.equal(mail.closed, 1)
  await t.rejects(portal.app.inject('/'))
  t.throws(() => portal.database.em(), { code: 'storage.closed' })
})

t.test('a start that fails late leaves nothing open', async (t) => {
  const mail = mailWatch()
  const at = () => action({ route: 'GET /same', summary: 'x', allow: anyone, reply: Type.Object({}), run: () => ({}) })
  const plugin = fixturePlugin(t, { actions: { one: at(), two: at() } })
  await t.rejects(createTestPortal({ plugins: [plugin()], deployment: { mail } }), { message: /\/api\/fixture\/same/ })
  t.equal(mail.closed, 1)
})

t.test('while it closes, a request under way is answered and a new one refused', async (t) => {
  const entered = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const slow = action({
    route: 'GET /slow',
    summary: 'Take long',
    allow: anyone,
    reply: Type.Object({}),
    async run() {
      entered.resolve()
      await released.promise
      return {}
    },
  })
  const portal = await createTestPortal({ plugins: [fixturePlugin(t, { actions: { slow } })()] })
  const address = await portal.app.listen({ host: '127.0.0.1', port: 0 })
  const answer = fetch(`${address}/api/fixture/slow`)
  await entered.promise
  const closed = portal.close()
  while (portal.app.server.listening) await turn()
  await t.rejects(fetch(`${address}/healthz`))
  released.resolve()
  t.equal((await answer).status, 200)
  await closed
  t.throws(() => portal.database.em(), { code: 'storage.closed' })
})

/** A portal that listens and gives requests little time when it closes. */
async function listening(t: Test, patience: number): Promise<Portal> {
  const dataFolder = temporaryFolder(t)
  const where = { folder: dataFolder, dataFolder, database: databaseIn(dataFolder), origin: 'http://localhost' }
  const portal = await createPortal(testDeployment([]), { ...where, worker: false, patience })
  t.teardown(() => portal.close())
  await portal.app.listen({ host: '127.0.0.1', port: 0 })
  return portal
}

async function connected({ app }: Portal): Promise<Socket> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

for (const [what, sent] of [
  ['half a request line', 'GET /healthz HT'],
  ['half a body', 'POST /anmelden HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nname='],
] as const) {
  t.test(`whoever holds ${what} does not hold up the close`, async (t) => {
    const portal = await listening(t, 400)
    const socket = await connected(portal)
    const answer = text(socket).catch(() => 'cut off')
    socket.write(sent)
    await portal.close()
    t.notMatch(await answer, '200 OK')
    t.throws(() => portal.database.em(), { code: 'storage.closed' }, 'the rest of the stop happened')
  })
}

t.test('a connection on which nothing was ever sent does not hold up the close', async (t) => {
  const portal = await listening(t, 60_000)
  const socket = await connected(portal)
  const ended = text(socket)
  await portal.close()
  t.equal(await ended, '')
})

t.test('requests that were sent before the close are answered, also those that nobody has read yet', async (t) => {
  const portal = await listening(t, 5_000)
  const request = 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n'
  const sockets = Array.from({ length: 40 }, () => connect((portal.app.server.address() as AddressInfo).port))
  const answers = sockets.map((socket) => text(socket).catch((error: Error) => error.message))
  await Promise.all(
    sockets.map(async (socket) => {
      await once(socket, 'connect')
      socket.write(request)
    }),
  )
  await portal.close()
  for (const answer of await Promise.all(answers)) {
    t.match(answer, /^HTTP\/1\.1 200 OK/)
    t.match(answer, /\r\nconnection: close\r\n/i)
  }
})

t.test('a request that arrives on an open connection while the portal closes is answered', async (t) => {
  const portal = await listening(t, 5_000)
  const socket = await connected(portal)
  const answer = text(socket)
  socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
  await once(socket, 'readable')
  const closed = portal.close()
  while (portal.app.server.listening) await turn()
  socket.write('GET /readyz HTTP/1.1\r\nhost: localhost\r\n\r\n')
  t.match(await answer, /200 OK.*200 OK.*connection: close/is)
  await closed
})
