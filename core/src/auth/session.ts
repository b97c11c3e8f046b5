import { hashSecret, newId, newSecret } from '../base/id.ts'
import type { TrustLevel } from '../base/trust.ts'
import type { Database, EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { statement } from '../storage/statement.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { openRows } from '../vault/vault.ts'
import type { Assignment } from './grants.ts'
import { dropAttemptsOf } from './login-attempt.ts'
import { Account } from './tables.ts'
import type { AccountRow, AuthTables, Realm, SessionRow } from './tables.ts'

const minute = 60_000
const hour = 60 * minute

/** A session ends after this time without a request, and after the longer one in any case. */
export const sessionLimits = {
  idle: 30 * minute,
  absolute: { citizen: 12 * hour, staff: 8 * hour },
} as const

export interface NewSession {
  account: Pick<AccountRow, 'id' | 'realm'>
  trust: TrustLevel
  /** Id of the identity provider. */
  provider: string
  /** When the person last proved who they are; now unless the provider says otherwise. */
  authTime?: Date
  /** What the owner sees in the list of sessions. */
  userAgent: string
}

/** An open session; `secret` goes into the cookie and is known nowhere else. */
export interface OpenedSession {
  secret: string
  session: SessionRow
}

/** A session that counts, with what is known of its account and the roles assigned to it. */
export interface LiveSession {
  session: SessionRow
  account: Pick<AccountRow, 'id' | 'realm' | 'name' | 'email'>
  assignments: Assignment[]
}

export async function createSession(em: EntityManager, opened: NewSession, now: Date): Promise<OpenedSession> {
  const { account, trust, provider, userAgent, authTime = now } = opened
  const secret = newSecret()
  const session: SessionRow = {
    id: newId(),
    hash: hashSecret(secret),
    accountId: account.id,
    realm: account.realm,
    trust,
    provider,
    authTime,
    seenAt: now,
    idleExpiresAt: new Date(now.getTime() + sessionLimits.idle),
    expiresAt: new Date(now.getTime() + sessionLimits.absolute[account.realm]),
    userAgent: userAgent.slice(0, 100),
    revokedAt: null,
  }
  await rowsOf<AuthTables>(em).insertInto('core_session').values(session).execute()
  return { secret, session }
}

/** The session behind a cookie, unless it is expired or revoked, belongs to another realm, or its account is disabled. */
export async function readSession(
  em: EntityManager,
  realm: Realm,
  secret: string,
  now: Date,
  find: (hash: string) => Promise<FoundSession[]> = (hash) => sessionsByHash(em, [hash]),
): Promise<LiveSession | null> {
  const found = await find(hashSecret(secret))
  const [first] = found
  if (first === undefined || first.realm !== realm || !isLive(first, now) || first.disabledAt !== null) return null
  const { accountId: id, name, email } = first
  const [account] = await openRows(em, Account, [{ id, realm, name, email }])
  return account === undefined ? null : { session: first, account, assignments: found.flatMap(assignmentOf) }
}

const assignmentOf = ({ role, unit, validFrom, validTo }: FoundSession): Assignment[] =>
  role === null || unit === null ? [] : [{ role, unit, validFrom, validTo }]

/** How many sessions one query looks up. */
export const mostSessionsAtOnce = 8

/** A session and its account, still sealed, once for each role assigned to it or once without any. */
export type FoundSession = Awaited<ReturnType<typeof sessionsOf>>['rows'][number]

// Every request of somebody with a session asks this, so it is one question.
const sessionsOf = statement<AuthTables>()((rows, { hashes }: { hashes: string[] }) =>
  rows
    .selectFrom('core_session')
    .innerJoin('core_account', 'core_account.id', 'core_session.accountId')
    .leftJoin('core_role_assignment', 'core_role_assignment.accountId', 'core_session.accountId')
    .selectAll('core_session')
    .select(['core_account.name', 'core_account.email', 'core_account.disabledAt'])
    .select(['core_role_assignment.role', 'core_role_assignment.unit'])
    .select(['core_role_assignment.validFrom', 'core_role_assignment.validTo'])
    .where('core_session.hash', 'in', hashes),
)

/** The sessions with these hashes, at most `mostSessionsAtOnce`: however many they are, the query is the same. */
export async function sessionsByHash(em: EntityManager, hashes: readonly string[]): Promise<FoundSession[]> {
  const filled = Array.from({ length: mostSessionsAtOnce }, (_, at) => hashes[at] ?? '')
  return (await sessionsOf(em, { hashes: filled })).rows
}

/** Whether a session counts at this moment. */
export const isLive = (session: SessionRow, now: Date): boolean =>
  session.revokedAt === null && now < session.idleExpiresAt && now < session.expiresAt

/** A session that still counts, by its id. */
export async function findOpenSession(em: EntityManager, id: string, now: Date): Promise<SessionRow | undefined> {
  const session = await rowsOf<AuthTables>(em)
    .selectFrom('core_session')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return session !== undefined && isLive(session, now) ? session : undefined
}

/** Moves the idle limit on, at most once a minute, so that reading pages hardly writes. */
export async function touchSession(database: Database, session: SessionRow, now: Date): Promise<void> {
  if (now.getTime() - session.seenAt.getTime() < minute) return
  await unitOfWork(database, (em) =>
    rowsOf<AuthTables>(em)
      .updateTable('core_session')
      .set({ seenAt: now, idleExpiresAt: new Date(now.getTime() + sessionLimits.idle) })
      .where('id', '=', session.id)
      .where('revokedAt', 'is', null)
      .execute(),
  )
}

/** Replaces a session after a new proof of identity: new id, new secret, and the old one never works again. */
export async function rotateSession(
  em: EntityManager,
  sessionId: string,
  opened: NewSession,
  now: Date,
): Promise<OpenedSession> {
  await revokeSession(em, sessionId, now)
  return createSession(em, opened, now)
}

/** Opens a session in a browser, and ends the one it had: `before` is the secret of that. */
export async function replaceSession(
  em: EntityManager,
  before: string | undefined,
  opened: NewSession,
  now: Date,
): Promise<OpenedSession> {
  if (before !== undefined) {
    await rowsOf<AuthTables>(em)
      .updateTable('core_session')
      .set({ revokedAt: now })
      .where('hash', '=', hashSecret(before))
      .where('realm', '=', opened.account.realm)
      .where('revokedAt', 'is', null)
      .execute()
  }
  return createSession(em, opened, now)
}

export async function revokeSession(em: EntityManager, sessionId: string, now: Date): Promise<void> {
  await rowsOf<AuthTables>(em)
    .updateTable('core_session')
    .set({ revokedAt: now })
    .where('id', '=', sessionId)
    .where('revokedAt', 'is', null)
    .execute()
}

/** Ends every session of an account and every login under way, except the session it is asked from if given. */
export async function revokeSessionsOf(
  em: EntityManager,
  accountId: string,
  now: Date,
  exceptId?: string,
): Promise<void> {
  const update = rowsOf<AuthTables>(em)
    .updateTable('core_session')
    .set({ revokedAt: now })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
  await (exceptId === undefined ? update : update.where('id', '!=', exceptId)).execute()
  await dropAttemptsOf(em, accountId)
}

/** The sessions of an account that count, the one used last first. */
export const listSessions = (em: EntityManager, accountId: string, now: Date): Promise<SessionRow[]> =>
  rowsOf<AuthTables>(em)
    .selectFrom('core_session')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .where('idleExpiresAt', '>', now)
    .where('expiresAt', '>', now)
    .orderBy('seenAt', 'desc')
    .execute()
