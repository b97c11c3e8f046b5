import { hostname } from 'node:os'
import { defineEntity, p } from '@mikro-orm/core'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { newSecret } from '../base/id.ts'
import { column } from '../storage/column.ts'
import type { Database, Engine, EntityManager } from '../storage/database.ts'
import type { Migration } from '../storage/migration.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'

/** Which of several processes continues the log: one row, held until a moment of the database's own clock. */
export const AuditSequencer = defineEntity({
  name: 'AuditSequencer',
  tableName: 'core_audit_sequencer',
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** One more with every change of the holder; what an earlier holder still wants to write is refused by it. */
    epoch: p.bigint('number'),
    /** Host and process, for people, and a secret that tells them apart. */
    holder: p.text(),
    /** Milliseconds since 1970. */
    heldUntil: p.bigint('number'),
  },
})

export const sequencerLease: Migration = {
  name: '0026-audit-sequencer',
  async up(db) {
    const { integer, bigint, text } = column(db)
    await db.schema
      .createTable('core_audit_sequencer')
      .addColumn('id', integer, (it) => it.primaryKey().notNull())
      .addColumn('epoch', bigint, (it) => it.notNull())
      .addColumn('holder', text, (it) => it.notNull())
      .addColumn('held_until', bigint, (it) => it.notNull())
      .execute()
  },
}

/** What a holder proves in every transaction that it is the last one elected. */
export interface Lease {
  epoch: number
}

/** How long a process that no longer answers keeps others from the log, in milliseconds. */
export const leaseDuration = 5_000

// The clocks of several hosts differ; that of the database is one. On SQLite there is one process, but one rule for both.
const now: Record<Engine, RawBuilder<number>> = {
  postgres: sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  sqlite: sql`cast((julianday('now') - 2440587.5) * 86400000 as integer)`,
}

/** A name for one sequencer; host and process alone may be those of another container. */
export const newHolder = (): string => `${hostname()}:${process.pid}:${newSecret(9)}`

/**
 * Makes `holder` the one who continues the log unless another is; `null` when one is. Whoever lost its own lease, e.g.
 * because the database was away, need not wait for it to run out.
 */
export async function acquireLease(database: Database, holder: string): Promise<Lease | null> {
  const time = now[database.engine]
  // A look without a transaction first, so that those who stand by write nothing.
  if (await isHeld(database.em(), time, holder)) return null
  return unitOfWork(database, async (em) => {
    const { rows } = await sql<{ epoch: number | string }>`
      insert into core_audit_sequencer (id, epoch, holder, held_until)
      values (1, 1, ${holder}, ${time} + ${sql.lit(leaseDuration)})
      on conflict (id) do update
      set epoch = core_audit_sequencer.epoch + 1, holder = excluded.holder, held_until = excluded.held_until
      where core_audit_sequencer.held_until < ${time} or core_audit_sequencer.holder = excluded.holder
      returning epoch
    `.execute(em.getKysely())
    return rows[0] === undefined ? null : { epoch: Number(rows[0].epoch) }
  })
}

/** Holds on for as long again, and keeps everybody else off the log until the transaction of `em` ends; `false` when another was elected. */
export async function renewLease(database: Database, em: EntityManager, { epoch }: Lease): Promise<boolean> {
  const { rows } = await sql`
    update core_audit_sequencer set held_until = ${now[database.engine]} + ${sql.lit(leaseDuration)}
    where id = 1 and epoch = ${epoch} returning epoch
  `.execute(em.getKysely())
  return rows.length > 0
}

/** Lets the next process have the log at once. */
export const releaseLease = (database: Database, { epoch }: Lease): Promise<unknown> =>
  unitOfWork(database, (em) =>
    sql`update core_audit_sequencer set held_until = 0 where id = 1 and epoch = ${epoch}`.execute(em.getKysely()),
  )

async function isHeld(em: EntityManager, time: RawBuilder<number>, holder: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from core_audit_sequencer where held_until >= ${time} and holder <> ${holder}
  `.execute(em.getKysely())
  return rows.length > 0
}
