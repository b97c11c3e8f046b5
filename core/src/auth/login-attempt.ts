import { hashSecret, newId, newSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { AuthTables, LoginAttemptRow } from './tables.ts'

/** How long somebody may take at the identity provider or for the one-time code, in milliseconds. */
export const attemptLifetime = 10 * 60_000

type NewAttempt = Pick<LoginAttemptRow, 'kind' | 'realm' | 'provider' | 'level' | 'accountId' | 'returnPath'> &
  Partial<Pick<LoginAttemptRow, 'state' | 'nonce' | 'verifier'>>

/** Notes a login under way; the returned secret goes into the browser's login cookie. */
export async function startAttempt(
  em: EntityManager,
  attempt: NewAttempt,
  now: Date,
  lifetime = attemptLifetime,
): Promise<string> {
  const secret = newSecret()
  await rowsOf<AuthTables>(em)
    .insertInto('core_login_attempt')
    .values({
      id: newId(),
      hash: hashSecret(secret),
      state: null,
      nonce: null,
      verifier: null,
      ...attempt,
      expiresAt: new Date(now.getTime() + lifetime),
    })
    .execute()
  return secret
}

/** The login under way in this browser, if it is of this kind and not too old. */
export const readAttempt = (
  em: EntityManager,
  kind: LoginAttemptRow['kind'],
  secret: string,
  now: Date,
): Promise<LoginAttemptRow | undefined> =>
  rowsOf<AuthTables>(em)
    .selectFrom('core_login_attempt')
    .selectAll()
    .where('hash', '=', hashSecret(secret))
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .executeTakeFirst()

/**
 * Ends the logins under way of an account, as when its password or its state changes. A passkey that is being made is none:
 * it opens nothing, and finishing it takes a session that still counts.
 */
export async function dropAttemptsOf(em: EntityManager, accountId: string): Promise<void> {
  await rowsOf<AuthTables>(em)
    .deleteFrom('core_login_attempt')
    .where('accountId', '=', accountId)
    .where('kind', '!=', 'passkey-registration')
    .execute()
}

/** Uses the login under way up; of several at the same moment exactly one gets it. */
export const takeAttempt = (
  em: EntityManager,
  kind: LoginAttemptRow['kind'],
  secret: string,
  now: Date,
): Promise<LoginAttemptRow | undefined> =>
  rowsOf<AuthTables>(em)
    .deleteFrom('core_login_attempt')
    .where('hash', '=', hashSecret(secret))
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst()
