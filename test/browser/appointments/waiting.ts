import type { Test } from 'tap'
import { bookTime, sayWhoComes } from './bookTime.ts'
import type { City } from './city.ts'

const service = 'Eheschließung anmelden'
const office = 'Standesamt'

/** The only time is taken; whoever waits for it gets it when it is given back. */
export async function waitForTime(t: Test, city: City, javaScript: boolean): Promise<void> {
  const how = javaScript ? 'mit' : 'ohne'
  const berta = { name: 'Berta Eilig', email: `berta-${how}@example.org` }
  const clara = { name: 'Clara Wartend', email: `clara-${how}@example.org` }
  const quick = await city.person(t, { javaScript })
  await bookTime(city, quick, berta, { service, office })

  const patient = await city.person(t, { javaScript })
  await patient.open('/termine')
  await patient.follow(service)
  await patient.reads('Zurzeit kein freier Termin')
  await patient.follow('Zur Warteliste')
  await patient.choose(office)
  await patient.choose('Vormittags, bis 12 Uhr')
  await sayWhoComes(patient, clara)
  await patient.press('Auf die Warteliste setzen')
  await patient.reads('Fast fertig')
  await patient.open((await city.mail(clara.email, /bestätigen/)).link)
  await patient.press('Bestätigen')
  await patient.reads('auf der Warteliste')

  await quick.page.getByText('Termin absagen').first().click()
  await quick.press('Termin absagen')
  await quick.reads('Ihr Termin ist abgesagt')
  const offer = await city.mail(clara.email, /frei geworden/)
  const stranger = await city.person(t, { javaScript })
  await stranger.open('/termine')
  await stranger.follow(service)
  await stranger.reads('Zurzeit kein freier Termin')

  await patient.open(offer.link)
  await patient.reads('Wir halten ihn bis')
  await patient.press('Termin annehmen')
  await patient.reads('gebucht')
  await patient.open((await city.mail(clara.email, /^Ihr Termin am/)).link)
  await patient.reads('Dienstag, 1. Dezember 2026, 10:00 Uhr')

  // Leaves the time free for whoever comes next.
  await patient.page.getByText('Termin absagen').first().click()
  await patient.press('Termin absagen')
  await patient.reads('Ihr Termin ist abgesagt')
  await city.portal.settle()
}
