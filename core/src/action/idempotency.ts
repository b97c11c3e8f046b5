import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { defineEntity, p } from '@mikro-orm/core'
import type { Kysely } from 'kysely'
import { column } from '../storage/column.ts'
import type { EntityManager } from '../storage/database.ts'
import type { Migration } from '../storage/migration.ts'
import { rowsOf } from '../storage/rows.ts'
import { openForHolder, sealForHolder } from '../vault/vault.ts'
import { Upload } from '../storage/upload.ts'
import { errors } from './errors.ts'

/** What an idempotency key was used for, and what was answered, for those who hold the key; kept 24 hours. */
export const IdempotencyKey = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'core_idempotency_key',
  properties: {
    id: p.string().primary(),
    request: p.string(),
    reply: p.json<unknown>(),
    at: p.datetime(),
  },
  indexes: [{ name: 'core_idempotency_key_at', properties: ['at'] }],
})

export const m0001IdempotencyKeys: Migration = {
  name: '0001-idempotency-keys',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('core_idempotency_key')
      .addColumn('id', column(db).text, (c) => c.primaryKey().notNull())
      .addColumn('request', column(db).text, (c) => c.notNull())
      .addColumn('reply', column(db).json, (c) => c.notNull())
      .addColumn('at', column(db).instant, (c) => c.notNull())
      .execute()
    await db.schema.createIndex('core_idempotency_key_at').on('core_idempotency_key').column('at').execute()
  },
}

interface Tables {
  core_idempotency_key: { id: string; request: string; reply: { sealed: string } | { value: unknown }; at: Date }
}

interface Use {
  /** As the client sent it: 8 to 128 characters of `A-Z a-z 0-9 _ -`. */
  key: string
  /** Whose key it is: the same key of somebody else is another one. */
  scope: string
  request: unknown
  now: Date
}

const wellFormed = /^[\w-]{8,128}$/
const sha256 = (content: string) => createHash('sha256').update(content).digest('base64url')
const hash = (value: unknown) => sha256(canonicalize(withoutFiles(value)) ?? '')

function withoutFiles(value: unknown): unknown {
  if (value instanceof Upload) return { fileName: value.fileName, hash: value.hash }
  if (Array.isArray(value)) return value.map(withoutFiles)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutFiles(member)]))
}

/**
 * Runs `work` once per key: the same request again gets the first reply, another request under the same key is refused.
 * The key is stored in the same transaction, so two parallel requests cannot both commit.
 */
export async function once<T>(em: EntityManager, use: Use, work: () => Promise<T>): Promise<T> {
  if (!wellFormed.test(use.key)) throw errors.keyMalformed()
  const id = hash([use.scope, use.key])
  // With the key in it: a request of few possible values could otherwise be found by trying.
  const request = hash([use.key, use.request])
  const db = rowsOf<Tables>(em)
  const before = await db.selectFrom('core_idempotency_key').selectAll().where('id', '=', id).executeTakeFirst()
  if (before !== undefined) {
    const { reply } = before
    // Those from before replies were sealed are gone after a day.
    if (before.request !== ('sealed' in reply ? request : hash(use.request))) throw errors.keyReused()
    if ('value' in reply) return reply.value as T
    return (await openForHolder(em, use.key, placeOf(id), reply.sealed)) as T
  }
  const value = await work()
  await db
    .insertInto('core_idempotency_key')
    .values({
      id,
      request,
      reply: { sealed: await sealForHolder(em, use.key, placeOf(id), value ?? null) },
      at: use.now,
    })
    .execute()
  return value
}

const placeOf = (id: string) => ({ table: 'core_idempotency_key', id, column: 'reply' })

/** Forgets keys older than 24 hours. */
export async function forgetOldKeys(em: EntityManager, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - 24 * 3_600_000)
  await rowsOf<Tables>(em).deleteFrom('core_idempotency_key').where('at', '<', limit).execute()
}
