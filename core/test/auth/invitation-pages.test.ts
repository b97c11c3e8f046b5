import t from 'tap'
import { findAccountByEmail } from '../../src/auth/account.ts'
import { assignmentsOf } from '../../src/auth/administration.ts'
import type { TestBrowser } from '../../src/testing/index.ts'
import { administrator, findAccountByName, inviteKim, linkIn, openPortal, press, setUp } from './administration-desk.ts'

t.test('somebody invited sets up password and second factor with a link that works once', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  const period = {
    'from[day]': '1',
    'from[month]': '12',
    'from[year]': '2026',
    'to[day]': '31',
    'to[month]': '1',
    'to[year]': '2027',
  }
  t.match(await inviteKim(portal, chief, { ...period, note: 'Vertretung für Carla Chefin' }), {
    text: /Einladung ist verschickt/,
  })
  t.match(portal.mails.at(-1), { to: 'kim@stadt.example', subject: /Einladung/ })
  const kim = portal.browser()
  const first = await kim.open(linkIn(portal))
  t.match(first.text, /Kim Neu.*kim@stadt\.example/)
  t.match(await setUp(portal, kim, first), { status: 200, url: '/staff', text: /Kim Neu/ })
  t.match((await portal.browser().open(linkIn(portal))).text, /gilt nicht mehr/)

  const em = portal.database.em()
  const account = await findAccountByEmail(em, 'staff', 'kim@stadt.example')
  t.match(await assignmentsOf(em, [account?.id ?? '']), [
    {
      role: 'accounts',
      unit: 'stadt/fb32/',
      validFrom: new Date('2026-11-30T23:00:00Z'),
      validTo: new Date('2027-01-31T23:00:00Z'),
      note: 'Vertretung für Carla Chefin',
    },
  ])
  t.match(await kim.open('/staff/konten'), { status: 403 }, 'the role does not count yet')
  portal.clock.now = new Date('2026-11-30T23:00:00Z')
  const later = await portal.browser().open('/staff/konten')
  t.match(later.url, /anmelden/)
})

t.test('open invitations are listed for whoever looks after their unit, and withdrawn there', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  const local = await administrator(portal, 'Lena Lokal', 'stadt/fb70/')
  t.notMatch((await chief.open('/staff/konten')).text, /Offene Einladungen/)
  await inviteKim(portal, chief)
  t.notMatch((await local.open('/staff/konten')).text, /Kim Neu/)
  const list = await chief.open('/staff/konten')
  t.match(list.text, /Offene Einladungen.*Kim Neu.*kim@stadt\.example.*accounts.*Zurückziehen/)
  const { id } = JSON.parse(/_params" value="([^"]+)"/.exec(list.html)?.[1]?.replaceAll('&quot;', '"') ?? '{}') as {
    id: string
  }
  const withdraw = (browser: TestBrowser) => browser.call('POST', `/api/core/staff-invitations/${id}/withdraw`)
  t.match(await withdraw(local), { status: 404 })
  t.match(await withdraw(chief), { status: 200 })
  t.match(await withdraw(chief), { status: 404 })
  t.notMatch((await chief.open('/staff/konten')).text, /Kim Neu/)
  t.match((await portal.browser().open(linkIn(portal))).text, /gilt nicht mehr/)
})

t.test('somebody invited is told to ask again when the inviter is shut out meanwhile', async (t) => {
  const portal = await openPortal(t)
  const chief = await administrator(portal, 'Carla Chefin')
  await inviteKim(portal, await administrator(portal, 'Doro Deputy'))
  await press(chief, `/staff-accounts/${await findAccountByName(portal, 'Doro Deputy')}/disable`, '/staff/konten')
  const kim = portal.browser()
  t.match(await setUp(portal, kim, await kim.open(linkIn(portal))), {
    status: 403,
    text: /lassen Sie sich neu einladen/,
  })
})
