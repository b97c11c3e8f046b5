import type { Person } from '../person.ts'
import type { City } from './city.ts'

export interface Visitor {
  name: string
  email: string
}

export async function sayWhoComes(citizen: Person, { name, email }: Visitor): Promise<void> {
  await citizen.fill('Vor- und Nachname', name)
  await citizen.fill('E-Mail-Adresse', email)
}

/** The times that a page offers. */
export const timesOf = (citizen: Person) => citizen.page.getByRole('button', { name: /^\d\d:\d\d$/ })

/** Takes the first time at an office, from the search to the confirmation; ends on the page of the appointment. */
export async function bookTime(
  city: City,
  citizen: Person,
  visitor: Visitor,
  { service, office }: { service: string; office: string },
): Promise<void> {
  await citizen.open('/termine')
  await citizen.follow(service)
  await citizen.follow(office)
  await timesOf(citizen).first().click()
  await sayWhoComes(citizen, visitor)
  await citizen.press('Termin buchen')
  await citizen.reads('Fast fertig')
  await citizen.open((await city.mail(visitor.email, /Bitte bestätigen Sie Ihren Termin/)).link)
  await citizen.press('Termin bestätigen')
  await citizen.reads('gebucht')
}
