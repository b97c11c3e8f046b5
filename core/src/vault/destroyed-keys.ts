import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { Erased } from './erased-line.ts'
import type { Tables } from './tables.ts'

/** How many rows or values one query is about. */
const batch = 500

export interface DestroyedKey extends Erased {
  id: string
}

/** The keys destroyed since then (all: null), the oldest first, some at a time; everybody has a turn in between. */
export async function* destroyedSince(database: Database, since: number | null): AsyncGenerator<DestroyedKey[]> {
  let last: DestroyedKey | undefined
  for (;;) {
    const keys = await nextDestroyed(database, since, last, batch)
    if (keys.length > 0) yield keys
    if (keys.length < batch) return
    last = keys.at(-1)
    // SQLite answers within the same turn.
    await nextTurn()
  }
}

export async function firstDestroyed(database: Database): Promise<DestroyedKey | undefined> {
  return (await nextDestroyed(database, null, undefined, 1))[0]
}

async function nextDestroyed(
  database: Database,
  since: number | null,
  last: DestroyedKey | undefined,
  limit: number,
): Promise<DestroyedKey[]> {
  let query = dbOf(database).selectFrom('core_destroyed_key').select(['id', 'subject_id', 'destroyed_at'])
  if (last !== undefined) {
    const place = [new Date(last.at), last.id] as const
    query = query.where((is) => is(is.refTuple('destroyed_at', 'id'), '>', is.tuple(...place)))
  } else if (since !== null) query = query.where('destroyed_at', '>=', new Date(since))
  const rows = await query.orderBy('destroyed_at').orderBy('id').limit(limit).execute()
  return rows.map((row) => ({ id: row.id, subject: row.subject_id, at: new Date(row.destroyed_at).getTime() }))
}

export async function isDestroyed(database: Database, id: string): Promise<boolean> {
  const row = await dbOf(database).selectFrom('core_destroyed_key').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Whether the database knows of each of these erasures. */
export async function knowsAll(database: Database, erased: readonly Erased[]): Promise<boolean> {
  const unknown = new Set(erased.map(nameOf))
  const times = [...new Set(erased.map(({ at }) => at))]
  for (let start = 0; start < times.length; start += batch) {
    const rows = await dbOf(database)
      .selectFrom('core_destroyed_key')
      .select(['subject_id', 'destroyed_at'])
      .where(
        'destroyed_at',
        'in',
        times.slice(start, start + batch).map((at) => new Date(at)),
      )
      .execute()
    for (const row of rows)
      unknown.delete(nameOf({ subject: row.subject_id, at: new Date(row.destroyed_at).getTime() }))
    await nextTurn()
  }
  return unknown.size === 0
}

/** Who of these has a key that is older than the erasure. A key made later belongs to somebody who came back. */
export async function livingOf(database: Database, erased: readonly Erased[]): Promise<string[]> {
  const living: string[] = []
  for (let start = 0; start < erased.length; start += batch) {
    const erasedAt = new Map<string, number>()
    for (const { subject, at } of erased.slice(start, start + batch)) {
      erasedAt.set(subject, Math.max(at, erasedAt.get(subject) ?? at))
    }
    const rows = await dbOf(database)
      .selectFrom('core_data_key')
      .select(['subject_id', 'created_at'])
      .where('subject_id', 'in', [...erasedAt.keys()])
      .execute()
    for (const row of rows) {
      if (new Date(row.created_at).getTime() <= erasedAt.get(row.subject_id)!) living.push(row.subject_id)
    }
    await nextTurn()
  }
  return living
}

const nameOf = ({ subject, at }: Erased): string => `${at} ${subject}`
const dbOf = (database: Database) => database.em().getKysely() as unknown as Kysely<Tables>
