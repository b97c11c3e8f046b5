import type { Test } from 'tap'
import { bookTime, timesOf } from './bookTime.ts'
import { calendarEntry } from './calendarEntry.ts'
import type { City } from './city.ts'

const halfAnHour = 30 * 60_000

/** An appointment from the search, over a change, to the end of the visit. */
export async function visit(t: Test, city: City, javaScript: boolean): Promise<void> {
  const name = javaScript ? 'Anna Mit' : 'Anna Ohne'
  const email = `${name.toLowerCase().replace(' ', '-')}@example.org`
  const citizen = await city.person(t, { javaScript })
  await citizen.open('/termine')
  await citizen.follow('Reisepass beantragen')
  const offices = citizen.page.getByRole('link', { name: /Bürgerservice/ })
  t.same(await offices.allInnerTexts(), ['Bürgerservice Bahnhof', 'Bürgerservice Katschhof'], 'the earliest first')
  await bookTime(city, citizen, { name, email }, { service: 'Reisepass beantragen', office: 'Bürgerservice Bahnhof' })

  const first = await city.mail(email, /^Ihr Termin am/)
  await citizen.open(first.link)
  await citizen.follow('Termin verschieben')
  await timesOf(citizen).nth(2).click()
  await citizen.reads('Termin absagen')
  const second = await city.mail(email, /verschoben/)
  const [before, after] = [calendarEntry(first.calendar), calendarEntry(second.calendar)]
  t.same([after.method, after.uid], ['REQUEST', before.uid], 'the same entry in the calendar')
  t.ok(after.sequence > before.sequence, 'and a newer one')
  t.ok(after.start > before.start, 'at another time')
  await citizen.open(first.link)
  t.equal(await citizen.page.getByText('Termin verschieben').count(), 0, 'the link of the older mail is void')

  city.portal.clock.now = new Date(after.start.getTime() - halfAnHour)
  const terminal = await city.person(t, { javaScript })
  await terminal.open(city.terminal)
  await terminal.fill('Ihre Nummer für die Anmeldung vor Ort', /vor Ort: (\S+)/.exec(second.text)![1]!)
  await terminal.press('Anmelden')
  await terminal.reads('Ihr Termin ist um')
  const number = await terminal.page.locator('.kw-board__number').innerText()

  const wall = await city.person(t, { javaScript: true })
  await wall.open('/termine/aufruf/bahnhof')
  const clerk = await city.person(t, { javaScript: true, clerk: true })
  await clerk.open('/staff/schalter')
  await clerk.select('Standort', 'Bürgerservice Bahnhof')
  await clerk.reads(name)
  await clerk.fill('Mein Schalter', '7')
  await clerk.press('Nächste Person aufrufen')
  await wall.page.getByRole('listitem').filter({ hasText: number }).getByText('Schalter 7').waitFor()
  // The page loads itself again, with a script as soon as something changes.
  if (!javaScript) await terminal.page.reload()
  await terminal.reads('Bitte kommen Sie jetzt: Schalter 7')
  await clerk.press(/Bedienung beginnt/)
  await clerk.press(/^Fertig/)
  await clerk.reads('Zurzeit ist niemand an Ihrem Schalter.')
  await citizen.open(second.link)
  await citizen.reads('erledigt')
}
