import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { Type } from '../../src/base/schema.ts'
import { job } from '../../src/plugin/define-plugin.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { boardPlugin, listenerPlugin } from '../web/board-plugin.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`an event reaches every plugin that subscribed, after the commit and once (${engine})`, async (t) => {
    const heard: string[][] = [[], []]
    const plugins = [boardPlugin(t)(), listenerPlugin(t, heard[0]!)(), listenerPlugin(t, heard[1]!, 'second')()]
    const portal = await createTestPortal({ plugins, database: await testDatabaseUrl(t, engine) })
    t.teardown(() => portal.close())
    const { body } = await portal.browser().call('POST', '/api/board/notices', { title: 'Umbrella', kind: 'lost' })
    t.same(heard, [[], []])
    await portal.settle()
    await portal.settle()
    const { id } = body as { id: string }
    t.same(heard, [[id], [id]])
  })
}

t.test('a job runs only with the payload it declares', async (t) => {
  const done: number[] = []
  const Payload = Type.Object({ count: Type.Integer() })
  const plugin = fixturePlugin(t, {
    jobs: { add: job(Payload, async (_context, { count }) => void done.push(count)) },
    actions: {
      leave: action({
        route: 'POST /leave',
        summary: 'x',
        allow: anyone,
        body: Type.Object({ payload: Type.Unknown() }),
        reply: Type.Object({}),
        async run({ body, enqueue, record }) {
          enqueue('add', body.payload)
          await record({ object: 'job:1' })
          return {}
        },
      }),
    },
  })
  const portal = await createTestPortal({ plugins: [plugin()] })
  t.teardown(() => portal.close())
  for (const payload of [{ count: 'many' }, { count: 1, more: true }, {}, { count: 7 }]) {
    await portal.browser().call('POST', '/api/fixture/leave', { payload })
  }
  await portal.settle()
  t.same(done, [7])
})

t.test('what a job does is in the audit log as done by the system', async (t) => {
  const seen: string[] = []
  const plugin = fixturePlugin(t, {
    jobs: {
      tidy: job(Type.Object({}), async ({ record }) => {
        const { id } = await record({ object: 'room:1' })
        seen.push(id)
      }),
    },
    schedules: [{ job: 'tidy', seconds: 60 }],
  })
  const portal = await createTestPortal({ plugins: [plugin()] })
  t.teardown(() => portal.close())
  portal.clock.now = new Date(portal.clock.now.getTime() + 61_000)
  await portal.settle()
  const lines = await rowsOf<AuditTable>(portal.database.em()).selectFrom('core_audit_entry').selectAll().execute()
  t.match(JSON.stringify(lines.find(({ id }) => id === seen[0])), /system.*fixture\.tidy|fixture\.tidy.*system/)
})

interface AuditTable {
  core_audit_entry: { id: string }
}
