import { defineEntity, p } from '@mikro-orm/core'
import { sql } from 'kysely'
import { column } from '../storage/column.ts'
import type { Entities } from '../storage/database.ts'
import type { Migration } from '../storage/migration.ts'
import { sealedDetails } from './seal-details-migration.ts'
import { AuditSequencer, sequencerLease } from './sequencer-lease.ts'

/** One entry of the log. It is written once; the sequencer fills in `logIndex` and nothing else ever changes. */
export const AuditEntryRecord = defineEntity({
  name: 'AuditEntryRecord',
  tableName: 'core_audit_entry',
  properties: {
    id: p.uuid().primary(),
    entry: p.text(),
    leafHash: p.blob(),
    logIndex: p.bigint('number').nullable(),
  },
  uniques: [{ name: 'core_audit_entry_log_index', properties: ['logIndex'] }],
  indexes: [{ name: 'core_audit_entry_waiting', properties: ['id'], where: 'log_index is null' }],
})

/** What an entry commits to. The salt is sealed as well: with it few possible details could be tried out. */
export interface Disclosed {
  /** base64 */
  salt: string
  /** The exact text that is committed to. */
  details: string
}

/** What an entry only commits to. Deleting a row, or the key of its subject, erases the details and leaves the log valid. */
export const AuditDetail = defineEntity({
  name: 'AuditDetail',
  tableName: 'core_audit_detail',
  properties: {
    entryId: p.uuid().primary(),
    /** `Disclosed`, sealed. */
    details: p.text(),
  },
})

/** The tree: up to 256 hashes a row. `entryIds` (16 bytes each) names the entries of level 0, should they vanish. */
export const AuditTile = defineEntity({
  name: 'AuditTile',
  tableName: 'core_audit_tile',
  properties: {
    level: p.integer().primary(),
    number: p.bigint('number').primary(),
    hashes: p.blob(),
    entryIds: p.blob().nullable(),
  },
})

/** Every checkpoint that was signed. Many of them narrow down where a forged history begins. */
export const AuditCheckpoint = defineEntity({
  name: 'AuditCheckpoint',
  tableName: 'core_audit_checkpoint',
  properties: {
    size: p.bigint('number').primary().autoincrement(false),
    note: p.text(),
    signedAt: p.datetime(),
  },
})

export const entities: Entities = [AuditEntryRecord, AuditDetail, AuditTile, AuditCheckpoint, AuditSequencer]

export interface EntryRow {
  id: string
  entry: string
  leafHash: Buffer
  logIndex: number | null
}

export interface DetailRow {
  entryId: string
  details: string
}

export interface TileRow {
  level: number
  number: number
  hashes: Buffer
  entryIds: Buffer | null
}

export interface CheckpointRow {
  size: number
  note: string
  signedAt: Date
}

export interface Tables {
  core_audit_entry: EntryRow
  core_audit_detail: DetailRow
  core_audit_tile: TileRow
  core_audit_checkpoint: CheckpointRow
}

const log: Migration = {
  name: '0001-audit-log',
  async up(db) {
    const { uuid, text, integer, bigint, bytes, instant } = column(db)
    await db.schema
      .createTable('core_audit_entry')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('entry', text, (it) => it.notNull())
      .addColumn('leaf_hash', bytes, (it) => it.notNull())
      .addColumn('log_index', bigint)
      .execute()
    await db.schema
      .createIndex('core_audit_entry_log_index')
      .unique()
      .on('core_audit_entry')
      .column('log_index')
      .execute()
    await db.schema
      .createIndex('core_audit_entry_waiting')
      .on('core_audit_entry')
      .column('id')
      .where(sql.ref('log_index'), 'is', null)
      .execute()
    await db.schema
      .createTable('core_audit_detail')
      .addColumn('entry_id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('salt', bytes, (it) => it.notNull())
      .addColumn('details', text, (it) => it.notNull())
      .execute()
    await db.schema
      .createTable('core_audit_tile')
      .addColumn('level', integer, (it) => it.notNull())
      .addColumn('number', bigint, (it) => it.notNull())
      .addColumn('hashes', bytes, (it) => it.notNull())
      .addColumn('entry_ids', bytes)
      .addPrimaryKeyConstraint('core_audit_tile_pkey', ['level', 'number'])
      .execute()
    await db.schema
      .createTable('core_audit_checkpoint')
      .addColumn('size', bigint, (it) => it.primaryKey().notNull())
      .addColumn('note', text, (it) => it.notNull())
      .addColumn('signed_at', instant, (it) => it.notNull())
      .execute()
  },
}

export const migrations: readonly Migration[] = [log, sealedDetails, sequencerLease]
