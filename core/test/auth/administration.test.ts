import t from 'tap'
import type { Tables } from '../../src/audit/tables.ts'
import type { AuthTables } from '../../src/auth/tables.ts'
import { endOfDay } from '../../src/base/local-day.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import type { TestBrowser, TestPortal } from '../../src/testing/index.ts'
import {
  administrator,
  findAccountByName,
  inviteAndSetUp,
  inviteKim,
  openPortal,
  press,
  setUp,
} from './administration-desk.ts'

t.test('nobody gives a role that may do more than they may there, nor any to themselves', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  const local = await administrator(portal, 'Lena Lokal', 'stadt/fb32/')
  const target = await inviteAndSetUp(portal, chief)
  const give = (browser: TestBrowser, id: string, unit: string, role = 'accounts') =>
    browser.call('POST', `/api/core/staff-accounts/${id}/roles`, { role, unit })
  t.match(await give(local, target, 'stadt/fb70/'), { status: 403 })
  t.match(await give(local, target, '/'), { status: 403 })
  for (const role of ['unheard-of', '__proto__', 'constructor']) {
    t.match(await give(local, target, 'stadt/fb32/', role), { status: 400, body: { code: 'auth.role-unknown' } }, role)
  }
  t.match(await give(local, target, 'stadt/fb32/'), { status: 200 })
  t.match(await give(chief, target, 'stadt/fb99/'), { status: 400, body: { code: 'auth.unit-unknown' } })
  const own = await findAccountByName(portal, 'Lena Lokal')
  t.match(await give(local, own, 'stadt/fb32/'), { status: 403, body: { code: 'auth.own-account' } })
  t.match(await (await portal.as({ realm: 'staff', role: 'nothing' })).open('/staff/konten'), { status: 403 })
})

/** Somebody whose role ends with this day. */
async function deputyUntil(portal: TestPortal, day: string): Promise<TestBrowser> {
  const deputy = await administrator(portal, 'Doro Deputy')
  const id = await findAccountByName(portal, 'Doro Deputy')
  await unitOfWork(portal.database, (em) =>
    rowsOf<AuthTables>(em)
      .updateTable('core_role_assignment')
      .set({ validTo: endOfDay(day) })
      .where('accountId', '=', id)
      .execute(),
  )
  return deputy
}

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`a deputy gives and offers nothing for longer than they stand in (${engine})`, async (t) => {
    const portal = await openPortal(t, await testDatabaseUrl(t, engine))
    const target = await inviteAndSetUp(portal, await administrator(portal, 'Carla Chefin'))
    const deputy = await deputyUntil(portal, '2026-11-30')
    const give = (period: object) =>
      deputy.call('POST', `/api/core/staff-accounts/${target}/roles`, { role: 'accounts', unit: '/', ...period })
    const refused = {
      status: 403,
      body: {
        code: 'auth.role-outlives-own',
        problems: [{ pointer: '/to', params: { year: '2026', month: '11', day: '30' } }],
      },
    }
    t.match(await give({}), refused, 'for good')
    t.match(await give({ to: '2026-12-01' }), refused, 'a day longer')
    t.match(await give({ to: '2026-11-30' }), { status: 200 })

    const mailsBefore = portal.mails.length
    const sent = await inviteKim(portal, deputy, { email: 'doro@private.example' })
    t.match(sent, { status: 403, text: /Der letzte Tag kann höchstens der 30\.11\.2026 sein/ })
    t.match(sent.html, /id="to[^"]*-error"|to-error/)
    t.equal(portal.mails.length, mailsBefore)
    const today = { 'to[day]': '30', 'to[month]': '11', 'to[year]': '2026' }
    t.match(await inviteKim(portal, deputy, { email: 'lia@stadt.example', ...today }), { text: /verschickt/ })
  })
}

t.test('who looks after one unit sees its people and can do nothing to those with more', async (t) => {
  const portal = await openPortal(t)
  await administrator(portal, 'Carla Chefin')
  const local = await administrator(portal, 'Lena Lokal', 'stadt/fb32/')
  await administrator(portal, 'Otto Ordnung', 'stadt/fb32/')
  const list = await local.open('/staff/konten')
  t.match(list.text, /Lena Lokal.*Otto Ordnung/)
  t.notMatch(list.text, /Carla Chefin/)
  t.notMatch(list.text, /Alle Mitarbeitenden abmelden/)
  const chief = await findAccountByName(portal, 'Carla Chefin')
  t.match(await local.open(`/staff/konten/${chief}`), { status: 404 })
  for (const act of ['disable', 'enable', 'sessions/end', 'recovery', 'recovery/confirm', 'recovery/cancel']) {
    t.match(await local.call('POST', `/api/core/staff-accounts/${chief}/${act}`), { status: 404 }, act)
  }
  t.match(await local.call('POST', '/api/core/staff-accounts/sessions/end', { realm: 'staff' }), { status: 403 })
})

t.test('a recovery can be called off while its owner sets up password and second factor', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  const second = await administrator(portal, 'Doro Deputy')
  await administrator(portal, 'Otto Ordnung')
  const id = await findAccountByName(portal, 'Otto Ordnung')
  for (const end of ['recovery/cancel', 'disable']) {
    const started = await chief.call('POST', `/api/core/staff-accounts/${id}/recovery`)
    await second.call('POST', `/api/core/staff-accounts/${id}/recovery/confirm`)
    const visitor = portal.browser()
    const first = await visitor.submit('/staff/wiederherstellen', started.body as { code: string })
    t.match(
      (await chief.open(`/staff/konten/${id}`)).text,
      /werden gerade neu eingerichtet.*Wiederherstellung abbrechen/,
    )
    await chief.call('POST', `/api/core/staff-accounts/${id}/${end}`)
    t.match((await visitor.open(first.url)).text, /gilt nicht mehr/, end)
    await chief.call('POST', `/api/core/staff-accounts/${id}/enable`)
  }
})

t.test('the list has pages', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  for (let i = 10; i < 40; i += 1) await portal.as({ realm: 'staff', name: `Person ${i}`, role: 'nothing' })
  const first = await chief.open('/staff/konten')
  t.match(first.text, /Carla Chefin.*Person 33/)
  t.notMatch(first.text, /Person 34/)
  const next = /href="(\/staff\/konten\?after=[^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  t.match((await chief.open(next)).text, /Person 34.*Person 39/)
})

t.test('a disabled account is out at once, and in again only when it is enabled', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  const otto = await administrator(portal, 'Otto Ordnung')
  const id = await findAccountByName(portal, 'Otto Ordnung')
  const url = `/staff/konten/${id}`
  t.match(await press(chief, `/staff-accounts/${id}/disable`, url), {
    answer: { status: 200 },
    page: { text: /gesperrt/ },
  })
  t.match(await otto.open('/staff'), { url: /anmelden/ })
  t.match(await press(chief, `/staff-accounts/${id}/enable`, url), { answer: { status: 200 }, page: { text: /aktiv/ } })
  const own = await findAccountByName(portal, 'Carla Chefin')
  t.match(await chief.call('POST', `/api/core/staff-accounts/${own}/disable`), { status: 403 })
})

t.test('all sessions of everybody in a realm end', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  const citizen = await portal.as('citizen')
  await chief.call('POST', '/api/core/staff-accounts/sessions/end', { realm: 'citizen' })
  t.match(await citizen.open('/konto'), { url: /anmelden/ })
  t.match(await chief.open('/staff'), { url: '/staff' })
  await chief.call('POST', '/api/core/staff-accounts/sessions/end', { realm: 'staff' })
  t.match(await chief.open('/staff'), { url: /anmelden/ })
})

t.test('a recovery takes two administrators and a code handed over; then everything is new', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  const second = await administrator(portal, 'Doro Deputy')
  const lost = await administrator(portal, 'Otto Ordnung')
  const id = await findAccountByName(portal, 'Otto Ordnung')
  const started = await chief.call('POST', `/api/core/staff-accounts/${id}/recovery`)
  const { code } = started.body as { code: string }
  t.match(code, /^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/)
  const visitor = portal.browser()
  const redeem = () => visitor.submit('/staff/wiederherstellen', { code: code.toLowerCase() })
  t.match(await redeem(), { status: 403, text: /zweite Person/ })
  t.match(await chief.call('POST', `/api/core/staff-accounts/${id}/recovery/confirm`), {
    status: 403,
    body: { code: 'auth.four-eyes' },
  })
  t.match(await lost.call('POST', `/api/core/staff-accounts/${id}/recovery/confirm`), {
    status: 403,
    body: { code: 'auth.own-account' },
  })
  t.match((await second.open(`/staff/konten/${id}`)).text, /wartet auf die Bestätigung/)
  t.match(await second.call('POST', `/api/core/staff-accounts/${id}/recovery/confirm`), { status: 200 })
  const first = await redeem()
  t.match(first, { url: /einrichten/, text: /neues Passwort/ })
  t.match(await setUp(portal, visitor, first), { status: 200, url: '/staff', text: /Otto Ordnung/ })
  t.match(await lost.open('/staff'), { url: /anmelden/ }, 'earlier sessions are over')
  await portal.settle()
  t.match(portal.mails.at(-1), { subject: /neu eingerichtet/ })
  t.match(await portal.browser().submit('/staff/wiederherstellen', { code }), { status: 403, text: /stimmt nicht/ })
})

t.test('every act stands in the audit log, without names and addresses', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  await inviteAndSetUp(portal, chief)
  const id = await findAccountByName(portal, 'Kim Neu')
  for (const act of ['sessions/end', 'disable', 'enable', 'recovery', 'recovery/cancel']) {
    t.match(await chief.call('POST', `/api/core/staff-accounts/${id}/${act}`), { status: 200 }, act)
  }
  await portal.settle()
  const entries = await rowsOf<Tables>(portal.database.em()).selectFrom('core_audit_entry').select('entry').execute()
  const text = entries.map(({ entry }) => Buffer.from(entry).toString()).join('\n')
  for (const name of [
    'inviteColleague',
    'disableStaff',
    'enableStaff',
    'endStaffSessions',
    'startStaffRecovery',
    'cancelStaffRecovery',
  ]) {
    t.match(text, new RegExp(`core\\.${name}`))
  }
  t.notMatch(text, /kim@stadt|Kim Neu/)
})
