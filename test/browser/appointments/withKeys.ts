import type { Test } from 'tap'
import { accessibilityFindings } from '../../accessibility/axe.ts'
import { keyboardOf } from '../keyboard.ts'
import type { City } from './city.ts'

const email = 'frida@example.org'

/** Everything from the search to the confirmation, and the plan of the day, without a mouse. */
export async function withKeys(t: Test, city: City): Promise<void> {
  const citizen = await city.person(t, { javaScript: true })
  const keys = keyboardOf(citizen)
  const reads = async (text: string | RegExp) => {
    await citizen.reads(text)
    t.same(await accessibilityFindings(citizen.page), [], citizen.page.url())
  }
  await citizen.open('/termine')
  await keys.take('Zum Inhalt springen')
  await keys.take('Wohnsitz ummelden')
  await reads('Frühester Termin je Standort')
  await keys.take('Zum Inhalt springen')
  await keys.take('Bürgerservice Bahnhof')
  await reads('Andere Tage')
  await keys.take('11:30')
  await reads('Wir halten diesen Termin bis')
  await keys.type('Vor- und Nachname', 'Frida Finger')
  await keys.type('E-Mail-Adresse', email)
  await keys.take('Termin buchen')
  await reads('Fast fertig')
  await citizen.open((await city.mail(email, /Bitte bestätigen/)).link)
  await keys.take('Termin bestätigen')
  await reads('gebucht')

  const staff = await city.portal.as('clerk')
  const item = { service: 'reisepass', persons: 1 }
  const booking = { office: 'bahnhof', variant: 'counter', items: [item], start: '2026-11-30T10:30:00.000Z' }
  await staff.call('POST', '/api/appointments/staff-bookings', { ...booking, name: 'Gustav Gast' })
  const clerk = await city.person(t, { javaScript: true, clerk: true })
  await clerk.open('/staff/termine?amt=bahnhof&tag=2026-11-30')
  await clerk.reads('Frida Finger')
  t.same(await accessibilityFindings(clerk.page), [], clerk.page.url())
  const hands = keyboardOf(clerk)
  await hands.take('Zum Inhalt springen')
  await hands.reach(/Frida Finger/)
  await hands.press('ArrowRight')
  t.match(await hands.focused(), 'Gustav Gast')
  await hands.press('ArrowLeft')
  t.match(await hands.focused(), 'Frida Finger')
  await hands.press('ArrowRight')
  await hands.press('Enter')
  await clerk.page.getByRole('heading', { name: /^Termin [A-Z]/ }).waitFor()
  await clerk.reads('Gustav Gast')
  t.same(await accessibilityFindings(clerk.page), [], clerk.page.url())
}
