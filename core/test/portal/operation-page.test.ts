import t from 'tap'
import type { PaymentProvider } from '../../src/payments/provider.ts'
import { enqueue } from '../../src/storage/job.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'

t.setTimeout(120_000)

const roles = { administration: ['core.administer'] }
const administrator = { realm: 'staff', name: 'Adem Anker', role: 'administration' } as const

/** Leaves jobs that were given up. */
async function bury(portal: TestPortal, count: number): Promise<string[]> {
  const ids = await unitOfWork(portal.database, async (em) =>
    Array.from({ length: count }, (_, n) => enqueue(em, `test.job-${n}`, {})),
  )
  await portal.database.orm.em
    .fork()
    .execute(
      `update core_job set dead_at = created_at, due_at = null, last_error = 'Error: no paper\n    at printer' where topic like 'test.%'`,
    )
  return ids
}

const deadTopics = async (portal: TestPortal): Promise<string[]> => {
  const rows = await portal.database
    .em()
    .execute<{ topic: string }[]>(`select topic from core_job where dead_at is not null order by topic`)
  return rows.map(({ topic }) => topic)
}

t.test('administrators see how the portal stands; nobody else sees the page', async (t) => {
  const portal = await createTestPortal({ deployment: { roles: { ...roles, clerk: [] } } })
  t.teardown(() => portal.close())
  const browser = await portal.as(administrator)
  const { status, text, html } = await browser.open('/staff/betrieb')
  t.equal(status, 200)
  for (const words of ['Das Portal arbeitet.', '@kreiswerk/core', 'Keine Aufgabe ist gescheitert.', 'Keine Zahlung']) {
    t.match(text, words)
  }
  t.match((await browser.open('/staff')).html, 'href="/staff/betrieb"')
  t.notMatch(html, 'core.operation.')
  t.equal((await (await portal.as('clerk')).open('/staff/betrieb')).status, 403)
  const ofOneUnit = await portal.as({ ...administrator, unit: 'stadt/fb32/' })
  t.equal((await ofOneUnit.open('/staff/betrieb')).status, 403)
  t.match((await portal.browser().open('/staff/betrieb')).url, '/staff/anmelden')
})

t.test('a job that was given up is started again or discarded, with a line in the record', async (t) => {
  const portal = await createTestPortal({ deployment: { roles } })
  t.teardown(() => portal.close())
  await bury(portal, 2)
  const browser = await portal.as(administrator)
  const page = await browser.open('/staff/betrieb')
  t.match(page.text, 'Error: no paper')
  t.notMatch(page.text, 'at printer')
  const youngest = await browser.send(page, { _action: 'core.retryDeadLetter' })
  t.equal(youngest.status, 200)
  t.equal((await deadTopics(portal)).length, 1)
  await browser.submit('/staff/betrieb', { _action: 'core.discardDeadLetter' })
  t.same(await deadTopics(portal), [])
  await portal.settle()
  const entries = await portal.database
    .em()
    .execute<{ entry: string }[]>(`select entry from core_audit_entry where entry like '%"job:%'`)
  t.match(entries.map(({ entry }) => JSON.parse(entry).action).sort(), [
    'core.discardDeadLetter',
    'core.retryDeadLetter',
  ])
})

t.test('what has piled up is counted no further than a thousand', async (t) => {
  const portal = await createTestPortal({ deployment: { roles } })
  t.teardown(() => portal.close())
  await bury(portal, 1000)
  const browser = await portal.as(administrator)
  t.match((await browser.open('/staff/betrieb')).text, 'Aufgegebene Aufgaben 1.000 ')
  await bury(portal, 1)
  t.match((await browser.open('/staff/betrieb')).text, 'Aufgegebene Aufgaben mehr als 1.000 ')
})

t.test('many failed jobs are shown page by page', async (t) => {
  const portal = await createTestPortal({ deployment: { roles } })
  t.teardown(() => portal.close())
  await bury(portal, 30)
  const browser = await portal.as(administrator)
  const first = await browser.open('/staff/betrieb')
  const next = /href="(\/staff\/betrieb\?jobs=[^"]+)"/.exec(first.html)?.[1] ?? ''
  const second = await browser.open(next)
  const topicsOf = (html: string) => new Set(html.match(/test\.job-\d+/g))
  t.equal(topicsOf(first.html).size, 25)
  t.equal(topicsOf(second.html).size, 5)
  t.equal(topicsOf(first.html + second.html).size, 30)
  t.equal((await browser.open('/staff/betrieb?jobs=nonsense')).status, 400)
})

/** Says of every payment that another amount was paid: only a person can tell what to do. */
function wrongAmounts(): PaymentProvider {
  const transaction = (transactionId: string) => ({
    transactionId,
    status: 'payed' as const,
    statusDetail: null,
    redirectUrl: null,
    reference: `KZ-${transactionId.slice(0, 4)}`,
    method: 'CREDITCARD',
    charge: { requestId: transactionId, amount: 1, currency: 'EUR' },
  })
  return {
    id: 'wrong',
    pageOrigins: [],
    create: async ({ requestId }) => ({ kind: 'accepted', transaction: transaction(requestId) }),
    query: async (id) => ({ kind: 'found', transaction: transaction(id) }),
    status: async () => ({ kind: 'ready' }),
  }
}

t.test(
  'a payment that only a person can tell is shown, dismissed with a line in the record, and can be paid again',
  async (t) => {
    const portal = await createTestPortal({ deployment: { roles, payments: wrongAmounts() } })
    t.teardown(() => portal.close())
    const { payments, database } = portal.runtime
    const claim = await unitOfWork(database, (em) =>
      payments.createClaim(em, {
        owner: 'core',
        object: 'thing:1',
        amount: 1230,
        purpose: 'Gebühr',
        description: 'Gebühr',
        items: [{ description: 'Gebühr', quantity: 1, unitNet: 1230 }],
        payerId: null,
      }),
    )
    const begin = () => payments.begin(claim.id, { returnPath: '/' })
    await t.rejects(begin(), { code: 'payment.needs-person' })
    const browser = await portal.as(administrator)
    const page = await browser.open('/staff/betrieb')
    t.match(page.text, '12,30')
    const after = await browser.send(page, { _action: 'core.dismissPayment' })
    t.equal(after.status, 200)
    t.match(after.text, 'Keine Zahlung')
    const [payment] = await payments.paymentsOf(database.em(), claim.id)
    t.match(payment, { state: 'canceled', attention: null })
    await t.rejects(begin(), { code: 'payment.needs-person' }, 'a new payment was begun, with the same provider')
    t.equal((await payments.paymentsOf(database.em(), claim.id)).length, 2)
    await portal.settle()
    const entries = await database.em().execute<{ entry: string }[]>('select entry from core_audit_entry')
    const actions = entries.map(({ entry }) => JSON.parse(entry).action as string)
    for (const action of ['core.payment.dismissed', 'core.dismissPayment']) t.ok(actions.includes(action), action)
    const stranger = await portal.as({ realm: 'staff', name: 'Klara', role: 'administration', unit: 'stadt/fb32/' })
    t.equal((await stranger.open('/staff/betrieb')).status, 403)
  },
)

t.test('when nothing can be stored the page says so, and no longer once something was', async (t) => {
  const portal = await createTestPortal({ deployment: { roles } })
  t.teardown(() => portal.close())
  const browser = await portal.as(administrator)
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  await t.rejects(unitOfWork(portal.database, () => Promise.reject(full)))
  t.match((await browser.open('/staff/betrieb')).text, 'Der Speicherplatz ist voll.')
  t.match((await portal.app.inject('/readyz')).json(), { status: 'not ready', reasons: [/storage\.full/] })
  portal.clock.now = new Date(portal.clock.now.getTime() + 31_000)
  t.equal((await portal.app.inject('/readyz')).statusCode, 200, 'what is long ago says nothing')
  await t.rejects(unitOfWork(portal.database, () => Promise.reject(full)))
  await unitOfWork(portal.database, async () => {})
  t.equal((await portal.app.inject('/readyz')).statusCode, 200, 'something was stored')
  await t.rejects(unitOfWork(portal.database, () => Promise.reject(new Error('its own fault'))))
  t.equal((await portal.app.inject('/readyz')).statusCode, 200, 'a fault of the work itself is none of the disk')
})
