import { createAccount } from '../../core/src/auth/account.ts'
import { sessionCookieName } from '../../core/src/auth/cookie.ts'
import { assignRole } from '../../core/src/auth/grants.ts'
import { createSession } from '../../core/src/auth/session.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import type { TestPortal } from '../../core/src/testing/index.ts'
import type { Person } from './person.ts'

export interface Account {
  realm: 'citizen' | 'staff'
  name: string
  email: string
  role?: string
}

/** Gives somebody an account of the test portal and a session in their browser; logging in has tests of its own. */
export async function signIn(
  person: Person,
  portal: TestPortal,
  origin: string,
  { realm, name, email, role }: Account,
): Promise<void> {
  const { now } = portal.clock
  const { secret } = await unitOfWork(portal.database, async (em) => {
    const account = await createAccount(em, { realm, name, email, locale: 'de' }, now)
    if (role !== undefined) await assignRole(em, account.id, { role, unit: '', validFrom: null, validTo: null })
    return createSession(em, { account, trust: 'basis', provider: 'password', userAgent: 'test' }, now)
  })
  await person.page.context().addCookies([{ name: sessionCookieName(realm, false), value: secret, url: origin }])
}
