// Fills the database of a portal that has stopped: CASES cases, BOOKINGS appointments, and a clerk who is logged in. Prints what to ask with.
import { fileURLToPath } from 'node:url'
import { createAccount } from '../../core/src/auth/account.ts'
import { sessionCookieName } from '../../core/src/auth/cookie.ts'
import { assignRole } from '../../core/src/auth/grants.ts'
import { createSession } from '../../core/src/auth/session.ts'
import { newId } from '../../core/src/base/id.ts'
import { withStorage } from '../../core/src/cli/open-storage.ts'
import type { Database } from '../../core/src/storage/database.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { seedBookings } from './seed-bookings.ts'
import { deepestPage, department, seedCases } from './seed-cases.ts'

/** What a seeded portal is asked with. */
export interface Seeded {
  /** Of a clerk who may file and read in one department. */
  cookie: string
  /** After which moment (milliseconds) and id the last full page of the worklist begins. */
  at: number
  id: string
}

/** PostgreSQL does so by itself within minutes of so many new rows, and would do it while it is measured. */
async function settle(database: Database): Promise<void> {
  for (const command of ['vacuum analyze', 'checkpoint']) await database.em().execute(command)
}

async function clerkCookie(database: Database, now: Date): Promise<string> {
  const { secret } = await unitOfWork(database, async (em) => {
    const person = { realm: 'staff' as const, name: 'Klara Kern', email: `${newId()}@example.org`, locale: 'de' }
    const account = await createAccount(em, person, now)
    await assignRole(em, account.id, { role: 'Sachbearbeitung', unit: department, validFrom: null, validTo: null })
    return createSession(em, { account, trust: 'hoch', provider: 'password', userAgent: 'bench' }, now)
  })
  return `${sessionCookieName('staff', false)}=${secret}`
}

const deployment = fileURLToPath(new URL('deployment', import.meta.url))
const now = new Date()
const seeded: Seeded = await withStorage(deployment, async ({ database }) => {
  await seedCases(database, Number(process.env.CASES), now)
  await seedBookings(database, Number(process.env.BOOKINGS), now)
  if (database.engine === 'postgres') await settle(database)
  return { cookie: await clerkCookie(database, now), ...(await deepestPage(database)) }
})
process.stdout.write(JSON.stringify(seeded))
