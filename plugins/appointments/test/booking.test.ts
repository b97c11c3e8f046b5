import t from 'tap'
import type { Test } from 'tap'
import ICAL from 'ical.js'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestPortal } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import { testAppointments } from './city.ts'

const eachEngine = (t: Test, name: string, run: (t: Test, portal: TestPortal) => Promise<unknown>) =>
  eachDatabase(t, name, async (t, _open, { url }) => {
    const portal = await createTestPortal({ plugins: [testAppointments({ releaseMinutes: 0 })], database: url })
    t.teardown(() => portal.close())
    await run(t, portal)
  })

const linkIn = (text: string | undefined): string => /https?:\/\/[^/]+(\/termine\/\S+)/.exec(text ?? '')![1]!

const person = { name: 'Erika Mustermann', email: 'erika@example.org' }

eachEngine(
  t,
  'somebody books without JavaScript and account, confirms by mail, moves and cancels',
  async (t, portal) => {
    const browser = portal.browser()
    const services = await browser.open('/termine')
    t.match(services.html, /href="\/termine\/wann\?anliegen=reisepass"/)
    const offices = await browser.open('/termine/wann?anliegen=reisepass&personen=2')
    t.match(offices.text, /Bürgerservice Katschhof/)
    t.match(offices.text, /Bürgerservice Bahnhof/)
    const path = '/termine/wann?anliegen=reisepass&personen=2&amt=bahnhof&tag=2026-11-30'
    const offered = (await browser.open(path)).html.matchAll(/name="start"\s+value="([^"]+)"/g)
    const starts = [...offered].map(([, time]) => time!)
    const [first, second] = [starts[0]!, starts.at(-1)!]
    t.equal(first, '2026-11-30T07:00:00.000Z', 'eight o’clock in winter')

    const form = await browser.submit(path, { start: first })
    t.match(form.url, /\/termine\/buchen\//)
    const again = await browser.open(path)
    t.notMatch(again.html, `value="${first}"`, 'nobody else is offered it')
    const wrong = await browser.send(form, { ...person, email: 'keine Adresse' })
    t.equal(wrong.status, 400)
    t.match(wrong.html, 'Erika Mustermann', 'nothing typed is lost')
    const booked = await browser.send(form, person)
    t.match(booked.text, 'Bitte schauen Sie in Ihr Postfach')
    await portal.settle()
    const [mail] = portal.mails
    t.match(mail, { to: person.email, subject: 'Bitte bestätigen Sie Ihren Termin' })

    const confirm = await browser.open(linkIn(mail?.text))
    t.match(confirm.text, 'Möchten Sie diesen Termin verbindlich buchen?')
    const shown = await browser.send(confirm)
    t.match(shown.url, /\/termine\/termin\//)
    t.match(shown.text, 'Ein Foto, nicht älter als ein Jahr')
    await portal.settle()
    t.match(portal.mails[1], { subject: /^Ihr Termin am Montag, 30. November 2026/, calendar: { method: 'REQUEST' } })
    t.equal((await browser.open(linkIn(portal.mails[1]?.text))).status, 200)

    const moved = await browser.submit(`${shown.url}/verschieben?tag=2026-11-30`, { start: second })
    t.match(moved.text, 'Ihr Termin')
    t.equal((await browser.open(shown.url)).status, 404, 'the link from before opens nothing any more')
    t.match((await browser.open(path)).html, `value="${first}"`, 'the time from before is free again')
    await portal.settle()

    const gone = await browser.send(await browser.open(linkIn(portal.mails[2]?.text)))
    t.match(gone.text, 'Ihr Termin ist abgesagt')
    await portal.settle()
    t.equal(portal.mails.length, 4)

    const events = portal.mails.slice(1).map(({ calendar }) => {
      const parsed = new ICAL.Component(ICAL.parse(calendar!.content))
      const event = parsed.getFirstSubcomponent('vevent')!
      return {
        method: parsed.getFirstPropertyValue('method'),
        uid: event.getFirstPropertyValue('uid'),
        sequence: event.getFirstPropertyValue('sequence'),
        start: (event.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString(),
        end: (event.getFirstPropertyValue('dtend') as ICAL.Time).toJSDate().toISOString(),
        status: event.getFirstPropertyValue('status'),
      }
    })
    t.equal(new Set(events.map(({ uid }) => uid)).size, 1)
    t.match(events, [
      { method: 'REQUEST', sequence: 0, start: first, end: '2026-11-30T07:40:00.000Z', status: 'CONFIRMED' },
      { method: 'REQUEST', sequence: 1, start: second, status: 'CONFIRMED' },
      { method: 'CANCEL', sequence: 2, start: second, status: 'CANCELLED' },
    ])
  },
)

eachEngine(t, 'a hold ends, and what was typed is kept', async (t, portal) => {
  const browser = portal.browser()
  const path = '/termine/wann?anliegen=reisepass&amt=bahnhof&tag=2026-11-30'
  const start = '2026-11-30T07:00:00.000Z'
  const form = await browser.submit(path, { start })
  portal.clock.now = new Date(portal.clock.now.getTime() + 16 * 60_000)
  const other = portal.browser()
  const theirs = await other.submit(path, { start })
  t.match(theirs.url, /buchen/, 'somebody else can have the time')
  const late = await browser.send(form, person)
  t.equal(late.status, 409)
  t.match(late.text, 'Diese Zeit wurde gerade vergeben')
  t.match(late.html, 'Erika Mustermann')
  const booked = await browser.send(late, { ...person, start: '2026-11-30T08:00:00.000Z' })
  t.match(booked.text, 'Bitte schauen Sie in Ihr Postfach')
})

eachEngine(t, 'one appointment per person and passport, and a lapsed one counts no longer', async (t, portal) => {
  const browser = portal.browser()
  const path = '/termine/wann?anliegen=reisepass&amt=bahnhof&tag=2026-11-30'
  const book = async (start: string) => browser.send(await browser.submit(path, { start }), person)
  t.match((await book('2026-11-30T07:00:00.000Z')).text, 'Postfach')
  const second = await book('2026-11-30T07:20:00.000Z')
  t.equal(second.status, 409)
  t.match(second.text, 'haben Sie schon einen Termin')
  portal.clock.now = new Date(portal.clock.now.getTime() + 20 * 60_000)
  t.notMatch((await browser.open(path)).html, 'value="2026-11-30T07:00', 'it is kept longer than a hold')
  portal.clock.now = new Date(portal.clock.now.getTime() + 2 * 3_600_000)
  await portal.settle()
  t.match((await book('2026-11-30T07:00:00.000Z')).text, 'Postfach')
  await portal.settle()
  const shown = await browser.send(await browser.open(linkIn(portal.mails.at(-1)?.text)))
  portal.clock.now = new Date('2026-12-01T06:00:00Z')
  await portal.settle()
  const cancelled = await browser.call('POST', `/api/appointments/bookings/${shown.url.split('/').at(-1)}/cancellation`)
  t.equal(cancelled.status, 409, 'what is over cannot be cancelled')
  const next = await browser.submit(path.replace('2026-11-30', '2026-12-02'), { start: '2026-12-02T07:00:00.000Z' })
  t.match((await browser.send(next, person)).text, 'Postfach', 'and counts no longer')
})
