import { setTimeout as after } from 'node:timers/promises'
import { demoStaff } from '../../sample-deployment/demo-data.ts'
import type { SamplePortal } from '../sample-portal.ts'
import type { Person } from './person.ts'

export interface Registration {
  name: string
  email: string
}

const password = 'ein-langes-geheimes-wort-7'

/** Registers, reads the mail, confirms the address; afterwards the citizen is logged in. */
export async function register(citizen: Person, portal: SamplePortal, { name, email }: Registration): Promise<void> {
  await citizen.open('/registrieren')
  await citizen.fill('Vor- und Nachname', name)
  await citizen.fill('E-Mail-Adresse', email)
  await citizen.fill('Passwort', password)
  await citizen.press('Konto anlegen')
  const mail = await portal.mails.waitForMail(email, /bestätigen/i)
  await citizen.open(linkIn(mail.text, portal.origin))
  await citizen.fill('Passwort', password)
  await citizen.press('Bestätigen und anmelden')
  await citizen.reads(email)
}

/** The first address of the portal in a mail. */
export function linkIn(text: string, origin: string): string {
  const link = text.split(/\s+/).find((word) => word.startsWith(origin))
  if (link === undefined) throw new Error(`No link to ${origin} in:\n${text}`)
  return link
}

/** Logs a member of the sample's staff in, with password and the code of the authenticator. */
export async function logInStaff(clerk: Person, portal: SamplePortal, email: string): Promise<void> {
  const account = demoStaff.find((one) => one.email === email)
  if (account === undefined) throw new Error(`The sample has no staff account ${email}`)
  await clerk.open('/staff')
  await clerk.fill('E-Mail-Adresse', email)
  await clerk.fill('Passwort', account.password)
  await clerk.press('Weiter')
  await clerk.fill('Einmal-Code', await freshCode(portal, email))
  await clerk.press('Anmelden')
  await clerk.reads(account.name)
}

const usedCodes = new WeakMap<SamplePortal, Set<string>>()

/** The code the authenticator shows. Every code counts once, so a second login waits for the next one, up to 30 s. */
async function freshCode(portal: SamplePortal, email: string): Promise<string> {
  const used = usedCodes.get(portal) ?? new Set()
  usedCodes.set(portal, used)
  for (;;) {
    const shown = await (await fetch(portal.codes)).text()
    const [, code] = new RegExp(`\\(${email}\\)</dt><dd><code>(\\d{6})`).exec(shown) ?? []
    if (code === undefined) throw new Error(`The authenticator shows no code for ${email}:\n${shown}`)
    if (!used.has(`${email} ${code}`)) {
      used.add(`${email} ${code}`)
      return code
    }
    await after(500)
  }
}
