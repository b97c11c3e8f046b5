import { hashSecret, newId, newSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { openJson, sealJson, subjectOfAddress } from '../vault/vault.ts'
import type { AuthTables, TokenPurpose } from './tables.ts'

export interface NewToken {
  purpose: TokenPurpose
  /** Whom it is for, hashed; finds a token again without its secret. */
  subject: string | null
  /** What the holder of the secret may complete. */
  payload: Record<string, unknown>
  /** The address of the person whom the payload describes; it is then sealed with the address's key. */
  about?: string
  /** The account of that person, where it is one: sealed with the account's key instead. */
  accountId?: string
  expiresAt: Date
}

/** Hands out a single-use secret; only its hash is stored. */
export async function issueToken(em: EntityManager, token: NewToken): Promise<string> {
  const { purpose, subject, payload, about, accountId, expiresAt } = token
  const secret = newSecret()
  const id = newId()
  const person = accountId ?? (about === undefined ? null : await subjectOfAddress(em, about))
  const stored = person === null ? payload : { sealed: await sealJson(em, person, placeOf(id), payload) }
  await rowsOf<AuthTables>(em)
    .insertInto('core_token')
    .values({ id, hash: hashSecret(secret), purpose, subject, payload: stored, expiresAt })
    .execute()
  return secret
}

const placeOf = (id: string) => ({ table: 'core_token', id, column: 'payload' })

/** The payload of a row, or `null` when there is no row or whom it describes was erased. */
async function openPayload<P>(
  em: EntityManager,
  row: { id: string; payload: Record<string, unknown> } | undefined,
): Promise<P | null> {
  if (row === undefined) return null
  const { sealed } = row.payload
  return (typeof sealed === 'string' ? await openJson(em, placeOf(row.id), sealed) : row.payload) as P | null
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
    .select(['id', 'payload'])
    .where('hash', '=', hashSecret(secret))
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return openPayload<P>(em, row)
}

/** Uses a secret up; of several at the same moment exactly one gets the payload. */
export const consumeToken = async <P>(
  em: EntityManager,
  purpose: TokenPurpose,
  secret: string,
  now: Date,
): Promise<P | null> => (await takeToken<P>(em, purpose, secret, now))?.payload ?? null

/** The same, with the moment at which the secret would have run out. */
export async function takeToken<P>(
  em: EntityManager,
  purpose: TokenPurpose,
  secret: string,
  now: Date,
): Promise<{ payload: P; expiresAt: Date } | null> {
  const row = await rowsOf<AuthTables>(em)
    .deleteFrom('core_token')
    .where('hash', '=', hashSecret(secret))
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .returning(['id', 'payload', 'expiresAt'])
    .executeTakeFirst()
  const payload = await openPayload<P>(em, row)
  return row === undefined || payload === null ? null : { payload, expiresAt: row.expiresAt }
}

/** An open token without its secret. */
export interface OpenToken<P> {
  id: string
  payload: P
  expiresAt: Date
}

/** The open tokens for somebody, newest first, at most `limit`. */
export async function listTokens<P>(
  em: EntityManager,
  purpose: TokenPurpose,
  subject: string,
  { now, limit }: { now: Date; limit: number },
): Promise<OpenToken<P>[]> {
  const rows = await rowsOf<AuthTables>(em)
    .selectFrom('core_token')
    .select(['id', 'payload', 'expiresAt'])
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const opened: OpenToken<P>[] = []
  for (const { id, payload: stored, expiresAt } of rows) {
    const payload = await openPayload<P>(em, { id, payload: stored })
    if (payload !== null) opened.push({ id, payload, expiresAt })
  }
  return opened
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
  const payload = await openPayload<P>(em, row)
  if (row === undefined || payload === null) return null
  const secret = newSecret()
  await rows
    .updateTable('core_token')
    .set({ hash: hashSecret(secret), expiresAt })
    .where('id', '=', row.id)
    .execute()
  return { secret, payload }
}

/** Makes every open token of a purpose, for this subject if given, worthless. */
export async function revokeTokens(em: EntityManager, purpose: TokenPurpose, subject?: string): Promise<void> {
  const deletion = rowsOf<AuthTables>(em).deleteFrom('core_token').where('purpose', '=', purpose)
  await (subject === undefined ? deletion : deletion.where('subject', '=', subject)).execute()
}

/** Makes one token worthless; whether it was still open. */
export async function revokeToken(em: EntityManager, purpose: TokenPurpose, id: string): Promise<boolean> {
  const revoked = await rowsOf<AuthTables>(em)
    .deleteFrom('core_token')
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .returning('id')
    .executeTakeFirst()
  return revoked !== undefined
}
