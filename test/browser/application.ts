import type { SamplePortal } from '../sample-portal.ts'
import { logInStaff } from './account.ts'
import type { Person } from './person.ts'

/** What the receipt says about an application. */
export interface Receipt {
  number: string
  statusCode: string
}

/** Checks the answers, sends the application, pays at the emulator, and reads the receipt. */
export async function submitAndPay(citizen: Person, amount: string): Promise<Receipt> {
  await citizen.reads('Prüfen Sie Ihre Angaben')
  await citizen.reads(amount)
  await citizen.choose('Meine Angaben sind vollständig und richtig.')
  await citizen.press('Kostenpflichtig beantragen')
  await citizen.reads('wartet auf Zahlung')
  await citizen.press('Jetzt bezahlen')
  await citizen.reads('Bezahl-Emulator')
  await citizen.reads(amount)
  await citizen.press('Jetzt bezahlen')
  await citizen.reads('Ihr Antrag ist eingegangen')
  return { number: await described(citizen, 'Antragsnummer'), statusCode: await described(citizen, 'Statuscode') }
}

async function described(person: Person, term: string): Promise<string> {
  const description = person.page
    .locator('dt', { hasText: new RegExp(`^\\s*${term}\\s*$`) })
    .locator('xpath=following-sibling::dd[1]')
  return (await description.innerText()).trim()
}

/** A clerk takes the application from the work-list and grants it. */
export async function grant(clerk: Person, portal: SamplePortal, email: string, number: string, reason: string) {
  await logInStaff(clerk, portal, email)
  await clerk.open('/staff/antraege')
  await clerk.follow(number)
  await clerk.press('Übernehmen')
  await clerk.choose('Bewilligen')
  await clerk.fill('Begründung', reason)
  await clerk.press('Entscheidung bekannt geben')
  await clerk.reads('bewilligt')
}
