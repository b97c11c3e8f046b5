import { createAccount } from '../../core/src/auth/account.ts'
import { linkIdentity } from '../../core/src/auth/identity.ts'
import { hashPassword } from '../../core/src/auth/password.ts'
import { assignRole } from '../../core/src/auth/grants.ts'
import type { AccountRow, Realm } from '../../core/src/auth/tables.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import type { TestPortal } from '../../core/src/testing/index.ts'

/** Who acts in the town; X is the unit of bulky waste, Y the one of certificates. */
export const cast = [
  'anonymous',
  'citizenA',
  'citizenB',
  'citizenC',
  'clerkX',
  'deputyX',
  'formerDeputyX',
  'clerkY',
  'barriers',
  'accounts',
  'accountsX',
  'operator',
  'privacy',
  'noRole',
] as const
export type Who = (typeof cast)[number]

/** Those who only have affairs that others must not see. */
export type Resident = Exclude<Who, 'anonymous'> | 'colleagueX' | 'colleagueY'

export const unitX = 'aachen/e18/'
export const unitY = 'aachen/buergerservice/'

interface Duty {
  role: string
  unit: string
  /** Days from now. */
  from?: number
  to?: number
}

const processing = 'Sachbearbeitung'
const planning = 'Terminplanung'
const serving = 'Schalter'
const administering = 'Kontenverwaltung'

const duties: Readonly<Record<Resident, readonly Duty[] | null>> = {
  citizenA: null,
  citizenB: null,
  citizenC: null,
  clerkX: [
    { role: processing, unit: unitX },
    { role: planning, unit: unitX },
    { role: serving, unit: unitX },
  ],
  deputyX: [{ role: processing, unit: unitX, from: -1, to: 1 }],
  formerDeputyX: [{ role: processing, unit: unitX, from: -2, to: -1 }],
  clerkY: [processing, serving, planning].map((role) => ({ role, unit: unitY })),
  barriers: [{ role: 'Barrierefreiheit', unit: 'aachen/' }],
  accounts: [{ role: administering, unit: '' }],
  accountsX: [{ role: administering, unit: unitX }],
  operator: [{ role: 'Administration', unit: '' }],
  privacy: [{ role: 'Datenschutz', unit: '' }],
  noRole: [],
  colleagueX: [{ role: processing, unit: unitX }],
  colleagueY: [{ role: processing, unit: unitY }],
}

export const residents = Object.keys(duties) as readonly Resident[]

export const realmOfResident = (who: Resident): Realm => (duties[who] === null ? 'citizen' : 'staff')

/** A name that stands nowhere but in this person's affairs. */
export const nameOf = (who: Resident): string => `Name-${who}-q7`
/** An address of the same kind. */
export const emailOf = (who: Resident): string => `${who.toLowerCase()}-q7@example.org`

const day = 86_400_000

/** Everybody's password, and the secret of every authenticator app. */
export const townPassword = 'ein-langes-passwort-q7'
export const passwordHash = await hashPassword(townPassword)
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** Creates everybody's account, with what they may do at the clock's moment. */
export async function createPeople({ database, clock }: TestPortal): Promise<Map<Resident, AccountRow>> {
  const now = clock.now
  const moment = (days: number | undefined) => (days === undefined ? null : new Date(now.getTime() + days * day))
  return unitOfWork(database, async (em) => {
    const accounts = new Map<Resident, AccountRow>()
    for (const who of residents) {
      const realm = realmOfResident(who)
      const account = await createAccount(
        em,
        { realm, name: nameOf(who), email: emailOf(who), locale: 'de', passwordHash, totpSecret },
        now,
      )
      for (const { role, unit, from, to } of duties[who] ?? []) {
        await assignRole(em, account.id, { role, unit, validFrom: moment(from), validTo: moment(to) })
      }
      accounts.set(who, account)
    }
    const linked = { issuer: 'https://id.example', subject: 'colleague', trust: 'hoch' } as const
    await linkIdentity(
      em,
      accounts.get('colleagueX')!.id,
      { ...linked, authTime: null, name: null, attributes: [] },
      now,
    )
    return accounts
  })
}
