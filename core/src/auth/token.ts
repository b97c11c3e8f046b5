import { hashSecret, newId, newSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { AuthTables, TokenPurpose } from './tables.ts'

export interface NewToken {
  purpose: TokenPurpose
  /** Whom it is for, hashed; finds a token again without its secret. */
  subject: string | null
  /** What the holder of the secret may complete. */
  payload: Record<string, unknown>
  expiresAt: Date
}

/** Hands out a single-use secret; only its hash is stored. */
export async function issueToken(em: EntityManager, token: NewToken): Promise<string> {
  const secret = newSecret()
  await rowsOf<AuthTables>(em)
    .insertInto('core_token')
    .values({ id: newId(), hash: hashSecret(secret), ...token })
    .execute()
  return secret
}

/** What a secret stands for, without using it up; `null` when it is unknown, used or expired. */
export async function peekToken<P>(
  em: EntityManager,
  purpose: TokenPurpose,
  secret: string,
  now: Date,
): Promise<P | null> {
  const row = await rowsOf<AuthTables>(em)
    .selectFrom('core_token')
    .select('payload')
    .where('hash', '=', hashSecret(secret))
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row === undefined ? null : (row.payload as P)
}

/** Uses a secret up; of several at the same moment exactly one gets the payload. */
export async function consumeToken<P>(
  em: EntityManager,
  purpose: TokenPurpose,
  secret: string,
  now: Date,
): Promise<P | null> {
  const row = await rowsOf<AuthTables>(em)
    .deleteFrom('core_token')
    .where('hash', '=', hashSecret(secret))
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .returning('payload')
    .executeTakeFirst()
  return row === undefined ? null : (row.payload as P)
}

/** The newest open token for somebody, ready to be sent again: its old secret dies, a new one is returned. */
export async function reissueToken<P>(
  em: EntityManager,
  purpose: TokenPurpose,
  subject: string,
  now: Date,
  expiresAt: Date,
): Promise<{ secret: string; payload: P } | null> {
  const rows = rowsOf<AuthTables>(em)
  const row = await rows
    .selectFrom('core_token')
    .select(['id', 'payload'])
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (row === undefined) return null
  const secret = newSecret()
  await rows
    .updateTable('core_token')
    .set({ hash: hashSecret(secret), expiresAt })
    .where('id', '=', row.id)
    .execute()
  return { secret, payload: row.payload as P }
}

/** Makes every open token of a purpose, for this subject if given, worthless. */
export async function revokeTokens(em: EntityManager, purpose: TokenPurpose, subject?: string): Promise<void> {
  const deletion = rowsOf<AuthTables>(em).deleteFrom('core_token').where('purpose', '=', purpose)
  await (subject === undefined ? deletion : deletion.where('subject', '=', subject)).execute()
}
