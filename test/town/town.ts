import { sessionCookieName } from '../../core/src/auth/cookie.ts'
import { createSession } from '../../core/src/auth/session.ts'
import type { AccountRow, AuthTables } from '../../core/src/auth/tables.ts'
import type { Deployment } from '../../core/src/portal/deployment.ts'
import { password } from '../../core/src/index.ts'
import type { EntityManager } from '../../core/src/storage/database.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import type { TestPortal } from '../../core/src/testing/index.ts'
import sample from '../../sample-deployment/kreiswerk.config.ts'
import { settleAffairs } from './affairs.ts'
import type { Affairs } from './affairs.ts'
import { plugins } from './offices.ts'
import { payingProvider } from './paying-provider.ts'
import { createPeople, realmOfResident } from './people.ts'
import { lendingProvider } from './lending-provider.ts'
import type { Resident, Who } from './people.ts'

const endsSessions =
  /\.(logIn|enterCode|confirm|finish|logOut|remove\w*Identity|end|disable|changeOwn|setNew|returnFrom)|rueckkehr$/

export interface Login {
  cookie: string
  csrf: string
  sessionId: string
}

/** The sample portal with an office more, and with people who have affairs in it. */
export interface Town {
  portal: TestPortal
  accounts: ReadonlyMap<Resident, AccountRow>
  affairs: Affairs
  /** Says how the payment provider answers from now on. */
  say(status: 'initial' | 'payed'): void
  login(who: Who | Resident): Login | undefined
  /** Logs somebody in again, or everybody, whatever happened to their accounts and sessions. */
  logInAgain(who?: Who): Promise<void>
  /** Whose session has ended. */
  loggedOut(): Promise<(Who | Resident)[]>
  /** Puts accounts, roles and sessions back after an action or page of this name succeeded. */
  restore(name: string): Promise<void>
  /** Changes the town behind the portal's back. */
  unit<T>(work: (em: EntityManager) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Puts the sample together with its people, their cases, reports and sessions; SQLite in memory unless told. */
export async function foundTown(database?: string): Promise<Town> {
  const { provider, say } = payingProvider()
  const { units, roles } = sample
  const deployment: Partial<Deployment> = { units, roles, payments: provider, identity: [password(), lendingProvider] }
  const portal = await createTestPortal({ plugins, deployment, ...(database && { database }) })
  const accounts = await createPeople(portal)
  const rows: { id: string }[] = await portal.database.em().execute('select id from core_role_assignment')
  const held = rows.map(({ id }) => id)
  const logins = new Map<Who | Resident, Login>()
  const town: Town = {
    portal,
    accounts,
    affairs: {} as Affairs,
    say,
    login: (who) => logins.get(who),
    async logInAgain(who) {
      const wanted = [...accounts].filter(([resident]) => who === undefined || who === resident)
      await unitOfWork(portal.database, async (em) => {
        for (const [resident, account] of wanted) logins.set(resident, await logIn(em, portal, account, resident))
      })
    },
    async loggedOut() {
      const living = await rowsOf<AuthTables>(portal.database.em())
        .selectFrom('core_session')
        .select('id')
        .where('revokedAt', 'is', null)
        .where('idleExpiresAt', '>', portal.clock.now)
        .where('expiresAt', '>', portal.clock.now)
        .execute()
      const ids = new Set(living.map(({ id }) => id))
      return [...logins].filter(([, { sessionId }]) => !ids.has(sessionId)).map(([who]) => who)
    },
    async restore(name) {
      if (!/core\.|rueckkehr/.test(name)) return
      await town.unit(async (em) => {
        await em.execute('update core_account set disabled_at = null where disabled_at is not null')
        await em.execute('delete from core_rate_limit')
        await em.execute(`delete from core_role_assignment where id not in (${held.map(() => '?').join()})`, held)
      })
      if (endsSessions.test(name)) await town.logInAgain()
    },
    unit: (work) => unitOfWork(portal.database, work),
    close: () => portal.close(),
  }
  await town.logInAgain()
  Object.assign(town.affairs, await settleAffairs(town))
  return town
}

async function logIn(
  em: EntityManager,
  { clock, site }: TestPortal,
  account: AccountRow,
  who: Resident,
): Promise<Login> {
  const opening = { account, trust: 'hoch', provider: 'password', userAgent: 'test' } as const
  const { secret, session } = await createSession(em, opening, clock.now)
  const cookie = `${sessionCookieName(realmOfResident(who), false)}=${secret}`
  return { cookie, csrf: site.seal.sign('csrf', session.id), sessionId: session.id }
}
