import t from 'tap'
import { rows } from '../src/rows.ts'
import { book, call, day, eachEngine, first, isOffered, pass } from './people.ts'

eachEngine(t, 'a cancelled time does not come free before its moment', { releaseMinutes: 60 }, async (t, portal) => {
  const link = await book(portal, first, 'Anna')
  t.notOk(await isOffered(portal))
  await call(portal, 'POST', `/bookings/${link}/cancellation`)
  const cells = await rows(portal.database.em())
    .selectFrom('appointments_cell')
    .select(['bookingId', 'heldUntil'])
    .execute()
  t.equal(cells.length, 4)
  const freeAt = cells[0]!.heldUntil!
  t.ok(cells.every(({ bookingId, heldUntil }) => bookingId === null && heldUntil?.getTime() === freeAt.getTime()))
  const { now } = portal.clock
  t.ok(freeAt > now && freeAt.getTime() <= now.getTime() + 3_600_000)
  t.notOk(await isOffered(portal), 'not at once')
  portal.clock.now = new Date(freeAt.getTime() - 1000)
  t.notOk(await isOffered(portal), 'not a second before')
  const hold = { office: 'bahnhof', variant: 'counter', items: [{ service: 'reisepass', persons: 1 }], start: first }
  const early = await portal.browser().call('POST', '/api/appointments/holds', hold)
  t.equal(early.status, 409, 'nor to whoever asks without looking')
  portal.clock.now = freeAt
  t.ok(await isOffered(portal), 'then to everybody')
  t.equal((await portal.browser().call('POST', '/api/appointments/holds', hold)).status, 200)
})

eachEngine(t, 'one reminder a day before; a moved appointment has one for its new time only', {}, async (t, portal) => {
  const link = await book(portal, first, 'Anna')
  const { link: moved } = await call(portal, 'POST', `/bookings/${link}/move`, { start: '2026-12-01T07:00:00.000Z' })
  const reminders = () => portal.mails.filter(({ subject }) => subject.startsWith('Erinnerung'))
  portal.clock.now = new Date('2026-11-29T07:00:00Z')
  await portal.settle()
  t.equal(reminders().length, 0, 'the time from before is forgotten')
  portal.clock.now = new Date('2026-11-30T07:00:00Z')
  await portal.settle()
  await pass(portal, 5)
  t.equal(reminders().length, 1)
  t.match(reminders()[0]!.text, 'Ein Foto, nicht älter als ein Jahr')
  t.match(reminders()[0]!.text, moved)
  portal.clock.now = new Date('2026-11-30T09:00:00Z')
  await book(portal, '2026-12-01T08:00:00.000Z', 'Otto')
  await pass(portal, 60)
  t.equal(reminders().length, 1, 'none for what is booked less than a day before')
})

eachEngine(t, 'one’s own appointments', {}, async (t, portal) => {
  const browser = await portal.as({ realm: 'citizen', name: 'Bruno', email: 'bruno@example.org' })
  t.match((await browser.open('/konto/termine')).text, 'Sie haben noch keine Termine.')
  const form = await browser.submit(`/termine/wann?anliegen=reisepass&amt=bahnhof&tag=${day}`, { start: first })
  t.match(form.html, 'bruno@example.org', 'the account is known')
  await browser.send(form)
  const own = await browser.open('/konto/termine')
  t.match(own.text, 'Montag, 30. November 2026')
  const path = /href="(\/termine\/termin\/[^"]+)"/.exec(own.html)![1]!
  t.match((await browser.open(path)).text, 'Termin verschieben')
  const other = await portal.as('citizen')
  t.notMatch((await other.open('/konto/termine')).text, 'Montag')
})
