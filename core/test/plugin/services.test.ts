import t from 'tap'
import { t as text } from '@kreiswerk/ui-kit'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { contribute, extensionPoint, service } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { provide } from '../../src/plugin/define-plugin.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

interface Calendar {
  made: number
}

const calendar = service<Calendar>('calendar.days@1')
const holidays = service<Calendar>('calendar.holidays@1')
const absent = service<Calendar>('absent.days@1')
const kinds = extensionPoint<{ name: unknown }>('calendar.kinds@1')

const reading = (path: string, run: (context: never) => object) =>
  action({ route: `GET /${path}`, summary: 'x', allow: anyone, reply: Type.Unknown(), run: run as never })

t.test('a service is made at its first use, once, for all plugins', async (t) => {
  let made = 0
  const provider = fixturePlugin(t, { provides: [provide(calendar, () => ({ made: ++made }))] }, { id: 'calendar' })
  const day = reading('day', ({ use }: { use(reference: typeof calendar): Calendar }) => use(calendar))
  const user = () => fixturePlugin(t, { actions: { day } }, { id: 'user', requires: { calendar: '^1.0.0' } })
  const portal = await createTestPortal({ plugins: [user()(), provider()] })
  t.teardown(() => portal.close())
  t.equal(made, 0)
  for (let time = 0; time < 3; time += 1) t.match(await portal.browser().get('/api/user/day'), { made: 1 })
})

t.test('a service may use another, and knows the settings of its own plugin', async (t) => {
  const Settings = Type.Object({ land: Type.String({ default: 'NW' }), days: Type.Integer({ default: 14 }) })
  const provider = fixturePlugin(
    t,
    {
      settings: Settings,
      provides: [
        provide(holidays, ({ settings }) => ({ made: settings(Settings).days })),
        provide(calendar, ({ use }) => ({ made: use(holidays).made + 1 })),
      ],
      actions: {
        day: reading(
          'day',
          ({ use, settings }: { use(reference: typeof calendar): Calendar; settings(schema: unknown): object }) => ({
            ...use(calendar),
            ...settings(Settings),
          }),
        ),
      },
    },
    { id: 'calendar' },
  )
  const usual = await createTestPortal({ plugins: [provider()] })
  t.teardown(() => usual.close())
  t.same(await usual.browser().get('/api/calendar/day'), { made: 15, land: 'NW', days: 14 })
  const changed = await createTestPortal({ plugins: [provider({ days: 3 })] })
  t.teardown(() => changed.close())
  t.same(await changed.browser().get('/api/calendar/day'), { made: 4, land: 'NW', days: 3 })
})

t.test('a service that nobody provides is an error that names it, or undefined where it is optional', async (t) => {
  const plugin = fixturePlugin(t, {
    actions: {
      needed: reading('needed', ({ use }: { use(reference: typeof absent): Calendar }) => use(absent)),
      optional: reading('optional', ({ useOptional }: { useOptional(reference: typeof absent): unknown }) => ({
        found: useOptional(absent) !== undefined,
      })),
    },
  })
  const portal = await createTestPortal({ plugins: [plugin()] })
  t.teardown(() => portal.close())
  const answer = await portal.browser().call('GET', '/api/fixture/needed')
  t.match(answer, { status: 500, body: { code: 'plugin.service-missing', detail: /fixture.*absent\.days@1/ } })
  t.same(await portal.browser().get('/api/fixture/optional'), { found: false })
})

t.test('contributions come in the order of start, each in the words of its plugin', async (t) => {
  const owner = fixturePlugin(
    t,
    {
      extensionPoints: [kinds],
      actions: {
        list: reading(
          'list',
          ({ contributions }: { contributions(point: typeof kinds): { name: { owner?: string } }[] }) =>
            contributions(kinds).map(({ name }) => name.owner ?? 'none'),
        ),
      },
    },
    { id: 'calendar' },
  )
  const contributor = (id: string) =>
    fixturePlugin(
      t,
      { contributes: [contribute(kinds, { name: text('kind') })] },
      { id, requires: { calendar: '^1.0.0' } },
    )
  const portal = await createTestPortal({ plugins: [contributor('zoo')(), contributor('art')(), owner()] })
  t.teardown(() => portal.close())
  t.same(await portal.browser().get('/api/calendar/list'), ['art', 'zoo'])
})
