import { defineEntity, p } from '@mikro-orm/core'
import type { BlobHash } from './blob.ts'
import { column } from './column.ts'
import type { EntityManager } from './database.ts'
import { enqueue } from './job.ts'
import type { Migration } from './migration.ts'
import { rowsOf } from './rows.ts'
import type { Upload } from './upload.ts'

/**
 * `unscanned`: came while no scanner was configured. `quarantined`: waits for the scanner. `unscannable`: the scanner
 * refuses to look at it, so it is never handed out either.
 */
export type BlobState = 'unscanned' | 'quarantined' | 'clean' | 'infected' | 'unscannable'

/** What is known of a file that somebody sent. Files the portal makes itself have no row. */
export const ReceivedFile = defineEntity({
  name: 'ReceivedFile',
  tableName: 'core_blob',
  properties: {
    hash: p.text().primary(),
    size: p.bigint('number'),
    mediaType: p.text(),
    state: p.text().$type<BlobState>(),
    /** The name of what was found, or why it cannot be scanned. */
    finding: p.text().nullable(),
    /** When it came last. */
    at: p.datetime(),
    /** When somebody first kept it; what nobody kept is swept away. */
    keptAt: p.datetime().nullable(),
    scannedAt: p.datetime().nullable(),
    /** Whose key seals the content: each file has one of its own. `null` for files from before they were sealed. */
    subjectId: p.uuid().nullable(),
  },
  indexes: [
    { name: 'core_blob_kept', properties: ['keptAt', 'at'] },
    { name: 'core_blob_state', properties: ['state', 'at'] },
  ],
})

export const m0002Blobs: Migration = {
  name: '0002-blobs',
  async up(db) {
    const { text, bigint, instant } = column(db)
    await db.schema
      .createTable('core_blob')
      .addColumn('hash', text, (it) => it.primaryKey().notNull())
      .addColumn('size', bigint, (it) => it.notNull())
      .addColumn('media_type', text, (it) => it.notNull())
      .addColumn('state', text, (it) => it.notNull())
      .addColumn('finding', text)
      .addColumn('at', instant, (it) => it.notNull())
      .addColumn('kept_at', instant)
      .addColumn('scanned_at', instant)
      .execute()
    await db.schema.createIndex('core_blob_kept').on('core_blob').columns(['kept_at', 'at']).execute()
    await db.schema.createIndex('core_blob_state').on('core_blob').columns(['state', 'at']).execute()
  },
}

export const m0003SealedFiles: Migration = {
  name: '0003-sealed-files',
  async up(db) {
    await db.schema.alterTable('core_blob').addColumn('subject_id', column(db).uuid).execute()
  },
}

export interface BlobRow {
  hash: BlobHash
  size: number
  mediaType: string
  state: BlobState
  finding: string | null
  at: Date
  keptAt: Date | null
  scannedAt: Date | null
  subjectId: string | null
}

export interface BlobTables {
  core_blob: BlobRow
}

/** The job that has a file scanned. */
export const scanTopic = 'core.scan-file'

/** The job that removes a content which nobody refers to any more. */
export const removeTopic = 'core.remove-file'

/** Notes within the action's unit of work which files stay; where there is a scanner, it has to look at them. */
export async function keepWanted(em: EntityManager, uploads: readonly Upload[], scanned: boolean): Promise<void> {
  const hashes = uploads.filter(({ wanted }) => wanted).map((upload) => upload.keep().hash)
  if (hashes.length === 0) return
  const rows = rowsOf<BlobTables>(em)
  await rows
    .updateTable('core_blob')
    .set((is) => ({ keptAt: is.fn.coalesce('keptAt', 'at') }))
    .where('hash', 'in', hashes)
    .execute()
  if (scanned) await quarantine(em, hashes)
}

/** Sends files to the scanner that nobody has looked at. */
export async function quarantine(em: EntityManager, hashes: readonly BlobHash[]): Promise<void> {
  const waiting = await rowsOf<BlobTables>(em)
    .updateTable('core_blob')
    .set({ state: 'quarantined' })
    .where('hash', 'in', hashes)
    .where('state', '=', 'unscanned')
    .returning('hash')
    .execute()
  for (const { hash } of waiting) enqueueScan(em, hash)
}

/** Leaves it to the scanner to look at a file; once, however often it is asked for. */
export function enqueueScan(em: EntityManager, hash: BlobHash): void {
  enqueue(em, scanTopic, { hash }, { uniqueKey: scanKey(hash) })
}

/** What the job that scans a file is known by. */
export const scanKey = (hash: BlobHash): string => `scan ${hash}`

/** What is known of files; one that the portal made itself is `clean`. */
export async function statesOf(em: EntityManager, hashes: readonly BlobHash[]): Promise<Map<BlobHash, BlobState>> {
  const states = new Map<BlobHash, BlobState>(hashes.map((hash) => [hash, 'clean']))
  if (hashes.length === 0) return states
  const found = await rowsOf<BlobTables>(em)
    .selectFrom('core_blob')
    .select(['hash', 'state'])
    .where('hash', 'in', hashes)
    .execute()
  for (const { hash, state } of found) states.set(hash, state)
  return states
}

export const stateOf = async (em: EntityManager, hash: BlobHash): Promise<BlobState> =>
  (await statesOf(em, [hash])).get(hash)!
