import {
  createAccount,
  createStaffAccount,
  findAccountByEmail,
  hashPassword,
  unitOfWork,
} from '@kreiswerk/core/accounts'
import type { EntityManager } from '@kreiswerk/core'
import type { Portal } from '@kreiswerk/core/portal'

/** An invented person who can log in to the sample. */
export interface DemoPerson {
  name: string
  email: string
  password: string
}

export interface DemoStaff extends DemoPerson {
  /** Base32, for any authenticator app. */
  totpSecret: string
  roles: { role: string; unit: string }[]
  task: string
}

export const demoCitizens: readonly DemoPerson[] = [
  { name: 'Erika Beispiel', email: 'erika@buerger.example', password: 'beispiel-buerger-1' },
]

export const demoStaff: readonly DemoStaff[] = [
  {
    name: 'Selma Sperling',
    email: 'sperling@aachen.example',
    password: 'beispiel-stadtbetrieb-1',
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    roles: [
      { role: 'Sachbearbeitung', unit: 'aachen/e18/' },
      { role: 'Barrierefreiheit', unit: 'aachen/' },
    ],
    task: 'Stadtbetrieb: Sperrgut',
  },
  {
    name: 'Benno Bürgel',
    email: 'buergel@aachen.example',
    password: 'beispiel-buergerservice-1',
    totpSecret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
    roles: ['Sachbearbeitung', 'Schalter', 'Terminplanung'].map((role) => ({ role, unit: 'aachen/buergerservice/' })),
    task: 'Bürgerservice: Meldebescheinigung, Termine, Schalter',
  },
  {
    name: 'Karla Kontor',
    email: 'kontor@aachen.example',
    password: 'beispiel-kontenverwaltung-1',
    totpSecret: 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
    // The others as well: nobody gives a role that brings more than they hold.
    roles: ['Kontenverwaltung', 'Sachbearbeitung', 'Barrierefreiheit', 'Schalter', 'Terminplanung'].map((role) => ({
      role,
      unit: '',
    })),
    task: 'Personal und Organisation: Konten',
  },
  {
    name: 'Adem Anker',
    email: 'anker@aachen.example',
    password: 'beispiel-administration-1',
    totpSecret: 'MFZWIZLTOQ2TMNZYMFZWIZLTOQ2TMNZY',
    roles: [{ role: 'Administration', unit: '' }],
    task: 'Administration: Betrieb des Portals',
  },
  {
    name: 'Daria Datenschutz',
    email: 'datenschutz@aachen.example',
    password: 'beispiel-datenschutz-1',
    totpSecret: 'NBSWY3DPEB3W64TMMQQGC3TEEBRGKZJB',
    roles: [{ role: 'Datenschutz', unit: '' }],
    task: 'Datenschutz: Auskunft und Löschung',
  },
]

/** Creates the invented people of the sample once. */
export async function loadDemoData({ database, runtime }: Portal): Promise<void> {
  const now = runtime.clock()
  const citizens = await newcomers(database.em(), 'citizen', demoCitizens)
  const staff = await newcomers(database.em(), 'staff', demoStaff)
  await unitOfWork(database, async (em) => {
    for (const { name, email, passwordHash } of citizens) {
      await createAccount(em, { realm: 'citizen', name, email, passwordHash, locale: 'de' }, now)
    }
    for (const { name, email, passwordHash, totpSecret, roles } of staff) {
      await createStaffAccount(em, { name, email, passwordHash, totpSecret, roles, totpStep: null }, now)
    }
  })
}

/** Those without an account yet, with the hash of their password; hashing takes its time, so only for them. */
async function newcomers<P extends DemoPerson>(em: EntityManager, realm: 'citizen' | 'staff', people: readonly P[]) {
  const known = await Promise.all(people.map(({ email }) => findAccountByEmail(em, realm, email)))
  const missing = people.filter((_person, index) => known[index] === undefined)
  return Promise.all(missing.map(async (person) => ({ ...person, passwordHash: await hashPassword(person.password) })))
}
