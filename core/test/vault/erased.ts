import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Test } from 'tap'
import type { Database } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import type { OpenTestDatabase } from '../../src/testing/databases.ts'
import { entities, migrations } from '../../src/vault/tables.ts'
import type { Tables } from '../../src/vault/tables.ts'

export const minute = 60_000
export const begin = Date.UTC(2026, 0, 1)

export interface Erasure {
  subject: string
  at: number
}

export function listIn(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-list-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'erased.jsonl')
}

const schema = { entities, migrations: [{ plugin: 'core', migrations }] }

/** A database with a clock that the test sets. */
export async function openVault(open: OpenTestDatabase) {
  const time = { now: begin }
  const database = await open({ ...schema, clock: () => new Date(time.now) })
  return { database, time }
}

export const change = (database: Database, work: (db: Kysely<Tables>) => Promise<unknown>) =>
  unitOfWork(database, (em) => work(em.getKysely() as unknown as Kysely<Tables>))
export const query = (database: Database) => database.em().getKysely() as unknown as Kysely<Tables>

export const erase = (database: Database, erasures: readonly Erasure[]) =>
  change(database, async (db) => {
    for (let at = 0; at < erasures.length; at += 500) {
      const rows = erasures.slice(at, at + 500)
      await db
        .insertInto('core_destroyed_key')
        .values(rows.map(({ subject, at }) => ({ id: randomUUID(), subject_id: subject, destroyed_at: new Date(at) })))
        .execute()
    }
  })

export const keyRow = (subject: string, at: number) => ({
  id: randomUUID(),
  subject_id: subject,
  wrapped: '',
  master_key_id: randomUUID(),
  created_at: new Date(at),
})

/** One a minute, since the clocks began. */
export const history = (count: number): Erasure[] =>
  Array.from({ length: count }, (_, index) => ({ subject: randomUUID(), at: begin + index * minute }))

export const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
export const lineOf = ({ subject, at }: Erasure) => JSON.stringify({ subject, at: new Date(at).toISOString() })
