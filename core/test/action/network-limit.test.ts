import t from 'tap'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { Notice, boardPlugin } from '../web/board-plugin.ts'

const tenMinutes = 600_000

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`one network may do so much without an account (${engine})`, async (t) => {
    const database = await testDatabaseUrl(t, engine)
    const plugins = [boardPlugin(t)()]
    const portal = await createTestPortal({ plugins, database, deployment: { networkLimits: 'kept' } })
    t.teardown(() => portal.close())
    const post = (remoteAddress: string, payload: object = { title: 'Blue umbrella', kind: 'found' }) =>
      portal.app.inject({ method: 'POST', url: '/api/board/notices', payload, remoteAddress })

    t.equal((await post('2001:db8::1', {})).statusCode, 400, 'what is refused for another reason does not count')
    const answers = await Promise.all([1, 2, 3, 4].map((host) => post(`2001:db8::${host}`)))
    t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 200, 200, 429], 'a /64 is one network')
    const refused = answers.find(({ statusCode }) => statusCode === 429)
    t.equal(refused?.headers['retry-after'], '600')
    t.equal(refused?.json().code, 'auth.too-many-attempts')
    t.equal(await portal.database.em().count(Notice), 3)

    t.equal((await post('2001:db8:0:1::1')).statusCode, 200, 'another network is free')
    const citizen = await portal.as('citizen')
    for (let number = 0; number < 4; number += 1) {
      const { status } = await citizen.call('POST', '/api/board/notices', { title: 'Blue umbrella', kind: 'found' })
      t.equal(status, 200, 'an account is not a network')
    }
    portal.clock.now = new Date(portal.clock.now.getTime() + tenMinutes - 1)
    t.equal((await post('2001:db8::1')).headers['retry-after'], '1')
    portal.clock.now = new Date(portal.clock.now.getTime() + 1)
    t.equal((await post('2001:db8::1')).statusCode, 200, 'when the time is over everything is allowed again')
  })
}

t.test('a deployment can lift all limits', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const payload = { title: 'Blue umbrella', kind: 'found' }
  const post = () => portal.app.inject({ method: 'POST', url: '/api/board/notices', payload })
  for (let number = 0; number < 5; number += 1) t.equal((await post()).statusCode, 200)
})
