import t from 'tap'
import { rows } from '../src/rows.ts'
import { book, call, eachEngine, first, isOffered, linkIn, mailsTo, pass, wait } from './people.ts'

eachEngine(
  t,
  'who waits is asked first, in the order of joining; everybody else sees the time only afterwards',
  { releaseMinutes: 0 },
  async (t, portal) => {
    const link = await book(portal, first, 'Anna')
    await wait(portal, 'Afternoon', { timeOfDay: 'afternoon' })
    await wait(portal, 'Berta')
    await wait(portal, 'Clara')
    await call(portal, 'POST', `/bookings/${link}/cancellation`)
    t.notOk(await isOffered(portal), 'it is kept from the first moment')
    await portal.settle()
    t.ok(mailsTo(portal, 'Berta').includes('Ein Termin ist frei geworden'))
    t.notOk(mailsTo(portal, 'Clara').includes('Ein Termin ist frei geworden'), 'one after the other')
    t.notOk(mailsTo(portal, 'Afternoon').includes('Ein Termin ist frei geworden'), 'only what suits')

    await pass(portal, 31)
    t.ok(mailsTo(portal, 'Clara').includes('Ein Termin ist frei geworden'), 'without an answer the next is asked')
    t.notOk(await isOffered(portal))
    const offer = linkIn(portal.mails.at(-1)!.text)
    const browser = portal.browser()
    const shown = await browser.open(offer)
    t.match(shown.text, 'Dieser Termin ist für Sie frei')
    const secret = offer.split('/').at(-1)!
    const { link: mine } = await call(portal, 'POST', `/offers/${secret}/acceptance`)
    t.match(await call(portal, 'GET', `/bookings/${mine}`), { state: 'confirmed', startsAt: first })
    t.equal((await browser.call('POST', `/api/appointments/offers/${secret}/acceptance`)).status, 409)
    await pass(portal, 60)
    t.notOk(await isOffered(portal))
    t.match(await call(portal, 'GET', `/bookings/${mine}`), { state: 'confirmed' }, 'it stays theirs')
    const left = await rows(portal.database.em()).selectFrom('appointments_entry').select('state').execute()
    t.same(left, [{ state: 'waiting' }, { state: 'waiting' }], 'who has a time waits no longer')
  },
)

eachEngine(
  t,
  'a declined time goes to the next, and to everybody when nobody is left',
  { releaseMinutes: 0 },
  async (t, portal) => {
    const link = await book(portal, first, 'Anna')
    await wait(portal, 'Berta')
    await call(portal, 'POST', `/bookings/${link}/cancellation`)
    await portal.settle()
    const secret = linkIn(portal.mails.at(-1)!.text).split('/').at(-1)!
    t.notOk(await isOffered(portal))
    await call(portal, 'POST', `/offers/${secret}/refusal`)
    t.notOk(await isOffered(portal))
    await portal.settle()
    t.ok(await isOffered(portal))
    t.same(await rows(portal.database.em()).selectFrom('appointments_released').selectAll().execute(), [])
    t.equal((await rows(portal.database.em()).selectFrom('appointments_cell').selectAll().execute()).length, 0)
  },
)

eachEngine(t, 'at night nobody is asked; the time waits until morning', { releaseMinutes: 0 }, async (t, portal) => {
  const link = await book(portal, first, 'Anna')
  await wait(portal, 'Berta')
  portal.clock.now = new Date('2026-11-25T20:30:00Z')
  await call(portal, 'POST', `/bookings/${link}/cancellation`)
  await portal.settle()
  t.notOk(mailsTo(portal, 'Berta').includes('Ein Termin ist frei geworden'))
  t.notOk(await isOffered(portal))
  portal.clock.now = new Date('2026-11-26T07:00:00Z')
  await portal.settle()
  t.ok(mailsTo(portal, 'Berta').includes('Ein Termin ist frei geworden'))
})

eachEngine(t, 'each person waits once for a service, and can leave', { releaseMinutes: 0 }, async (t, portal) => {
  const entry = await wait(portal, 'Berta')
  await t.rejects(wait(portal, 'Berta'), /already-waiting/)
  await call(portal, 'POST', `/entries/${entry}/end`)
  t.equal((await portal.browser().call('GET', `/api/appointments/entries/${entry}`)).status, 404)
  await wait(portal, 'Berta')
  portal.clock.now = new Date('2026-12-01T09:00:00Z')
  await portal.settle()
  t.same(
    await rows(portal.database.em()).selectFrom('appointments_entry').selectAll().execute(),
    [],
    'it ends with its last day',
  )
})
