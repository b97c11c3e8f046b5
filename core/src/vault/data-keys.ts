import { randomBytes, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { decrypt, encrypt } from './cipher.ts'
import type { NamedKey } from './cipher.ts'
import { errors } from './errors.ts'
import type { MasterKeys } from './master-keys.ts'
import type { Tables } from './tables.ts'

export type VaultDb = Kysely<Tables>

/** How many unwrapped keys are remembered, and how long at most: another process may destroy one meanwhile. */
const remembered = { max: 1_000, ttl: 60_000 }
/** How many ids one query names. */
const batch = 500

/** The data keys of one database: made with the first value of a subject, unwrapped when needed, destroyed for good. */
export class DataKeys {
  readonly #masters: MasterKeys
  readonly #unwrapped = new LRUCache<string, Uint8Array>(remembered)

  constructor(masters: MasterKeys) {
    this.#masters = masters
  }

  /** The living key of a subject, or `null`. Asks the database each time: a remembered key may be destroyed by now. */
  async find(db: VaultDb, subjectId: string): Promise<NamedKey | null> {
    const row = await db
      .selectFrom('core_data_key')
      .select(['id', 'wrapped', 'master_key_id'])
      .where('subject_id', '=', subjectId)
      .executeTakeFirst()
    return row === undefined ? null : { id: row.id, key: await this.#unwrap(row) }
  }

  /** Makes the key of a subject; of two at the same moment both get the same. `db` must be in a transaction. */
  async create(db: VaultDb, subjectId: string, now: Date): Promise<NamedKey> {
    const made = { id: randomUUID(), key: randomBytes(32) }
    const wrapped = await this.#wrap(made)
    const inserted = await db
      .insertInto('core_data_key')
      .values({ id: made.id, subject_id: subjectId, created_at: now, ...wrapped })
      .onConflict((conflict) => conflict.column('subject_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted === undefined) return (await this.find(db, subjectId))!
    await this.#keepUp(db, made, wrapped.master_key_id)
    return made
  }

  /** The keys of these ids; `null` for those that were destroyed. Throws `vault.key-lost` for any other that is missing. */
  async byId(db: VaultDb, ids: Iterable<string>): Promise<Map<string, Uint8Array | null>> {
    const found = new Map<string, Uint8Array | null>()
    const unknown: string[] = []
    for (const id of new Set(ids)) {
      const key = this.#unwrapped.get(id)
      if (key === undefined) unknown.push(id)
      else found.set(id, key)
    }
    for (let at = 0; at < unknown.length; at += batch) {
      const wanted = unknown.slice(at, at + batch)
      const rows = await db
        .selectFrom('core_data_key')
        .select(['id', 'wrapped', 'master_key_id'])
        .where('id', 'in', wanted)
        .execute()
      for (const row of rows) found.set(row.id, await this.#unwrap(row))
      await this.#missing(
        db,
        wanted.filter((id) => !found.has(id)),
        found,
      )
    }
    return found
  }

  /** Destroys the keys of these subjects, if they have any; what they sealed is unreadable from then on. */
  async destroy(db: VaultDb, subjectIds: readonly string[], now: Date): Promise<string[]> {
    const destroyed: string[] = []
    for (let at = 0; at < subjectIds.length; at += batch) {
      const rows = await db
        .deleteFrom('core_data_key')
        .where('subject_id', 'in', subjectIds.slice(at, at + batch))
        .returning(['id', 'subject_id'])
        .execute()
      if (rows.length === 0) continue
      await db
        .insertInto('core_destroyed_key')
        .values(rows.map((row) => ({ ...row, destroyed_at: now })))
        .execute()
      destroyed.push(...rows.map(({ id }) => id))
    }
    this.forget(destroyed)
    return destroyed
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.#unwrapped.delete(id)
  }

  /** Wraps up to `limit` keys anew that another master key wraps; returns how many. */
  async rewrap(db: VaultDb, limit: number): Promise<number> {
    const active = await this.#masters.active()
    const rows = await db
      .selectFrom('core_data_key')
      .select(['id', 'wrapped', 'master_key_id'])
      .where('master_key_id', '!=', active.id)
      .limit(limit)
      .execute()
    for (const row of rows) {
      const wrapped = await this.#wrap({ id: row.id, key: await this.#unwrap(row) })
      // Whoever was faster may have used a newer master key, while this one has left the file.
      await db
        .updateTable('core_data_key')
        .set(wrapped)
        .where('id', '=', row.id)
        .where('wrapped', '=', row.wrapped)
        .execute()
    }
    return rows.length
  }

  /** Whether any key is wrapped by another master key than this one. */
  async isAnyOther(db: VaultDb, masterKeyId: string): Promise<boolean> {
    const query = db.selectFrom('core_data_key').select('id').where('master_key_id', '!=', masterKeyId)
    return (await query.limit(1).executeTakeFirst()) !== undefined
  }

  // Only from its insert on does a rotation wait for this transaction: one that came before it is caught up with here.
  async #keepUp(db: VaultDb, made: NamedKey, masterKeyId: string): Promise<void> {
    if ((await this.#masters.active()).id === masterKeyId) return
    await db
      .updateTable('core_data_key')
      .set(await this.#wrap(made))
      .where('id', '=', made.id)
      .execute()
  }

  async #missing(db: VaultDb, ids: string[], found: Map<string, Uint8Array | null>): Promise<void> {
    if (ids.length === 0) return
    const rows = await db.selectFrom('core_destroyed_key').select('id').where('id', 'in', ids).execute()
    for (const { id } of rows) found.set(id, null)
    const lost = ids.find((id) => !found.has(id))
    if (lost !== undefined) throw errors.keyLost({ key: lost })
  }

  async #wrap({ id, key }: NamedKey): Promise<{ wrapped: string; master_key_id: string }> {
    const master = await this.#masters.active()
    return { wrapped: encrypt(master, wrapPlace(id), key).toString('base64'), master_key_id: master.id }
  }

  async #unwrap(row: { id: string; wrapped: string; master_key_id: string }): Promise<Uint8Array> {
    const known = this.#unwrapped.get(row.id)
    if (known !== undefined) return known
    const master = await this.#masters.find(row.master_key_id)
    const key = decrypt(master.key, wrapPlace(row.id), Buffer.from(row.wrapped, 'base64'))
    if (key === null) throw errors.damaged({ place: `core_data_key ${row.id}` })
    this.#unwrapped.set(row.id, key)
    return key
  }
}

const wrapPlace = (id: string): string => `core_data_key\0${id}\0wrapped`
