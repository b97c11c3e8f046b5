import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { Type } from '../../src/base/schema.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { fixturePlugin } from './fixture-plugin.ts'

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
