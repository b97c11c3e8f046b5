import type { Database, EntityManager } from '../storage/database.ts'
import type { Clock } from '../base/clock.ts'
import type { Actor } from './actor.ts'
import { contactEmail } from './attribute.ts'
import { sessionCookieName } from './cookie.ts'
import { type Roles, grantsAt } from './grants.ts'
import { gathered } from '../storage/gathered.ts'
import { mostSessionsAtOnce, readSession, sessionsByHash, touchSession } from './session.ts'
import type { LiveSession } from './session.ts'
import type { Realm } from './tables.ts'

/** Who acts in a session, with what they may do at this moment. */
export async function resolveActor(em: EntityManager, live: LiveSession, roles: Roles, now: Date): Promise<Actor> {
  const { account, session, assignments } = live
  return {
    kind: account.realm,
    accountId: account.id,
    trust: session.trust,
    name: account.name,
    email: account.email ?? (await contactEmail(em, account.id)),
    grants: account.realm === 'staff' ? grantsAt(assignments, roles, now) : [],
  }
}

export interface SessionsOptions {
  database: Database
  clock: Clock
  roles: Roles
  /** Whether the portal is reached over HTTPS. */
  secure: boolean
}

export interface ResolvedSession {
  actor: Actor
  session: { id: string; authTime: Date }
}

/** Finds out who sends a request, by the cookie of its realm. */
export function createSessions({ database, clock, roles, secure }: SessionsOptions) {
  const byHash = gathered(
    mostSessionsAtOnce,
    (hashes) => sessionsByHash(database.em(), hashes),
    ({ hash }) => hash,
  )
  return {
    cookieName: (realm: Realm): string => sessionCookieName(realm, secure),
    async find(
      realm: Realm,
      secret: string,
      presence: 'asking' | 'watching' = 'asking',
    ): Promise<ResolvedSession | null> {
      const now = clock()
      const em = database.em()
      const live = await readSession(em, realm, secret, now, byHash)
      if (live === null) return null
      if (presence === 'asking') await touchSession(database, live.session, now)
      const { id, authTime } = live.session
      return { actor: await resolveActor(em, live, roles, now), session: { id, authTime } }
    },
  }
}
