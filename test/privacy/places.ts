import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { PDFDocument } from 'pdf-lib'
import { createBlobFolder } from '../../core/src/storage/blob.ts'
import type { Database, EntityManager } from '../../core/src/storage/database.ts'
import { keyIdOf } from '../../core/src/vault/cipher.ts'
import type { Tables } from '../../core/src/vault/tables.ts'
import { openStored } from '../../core/src/vault/received-files.ts'
import { openBytes } from '../../core/src/vault/vault.ts'
import { filePlace } from '../../plugins/online-service/src/certificate/issueCertificate.ts'
import { marksIn } from './marks.ts'

/** Where marks stand in the clear, as `table.column: meaning`. */
export async function marksInTables(database: Database, spellings: ReadonlyMap<string, string>): Promise<string[]> {
  const db = database.em().getKysely()
  const places = new Set<string>()
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        for (const mark of marksIn(textOf(value), spellings)) places.add(`${name}.${column}: ${mark}`)
      }
    }
  }
  return [...places].sort()
}

const textOf = (value: unknown): string => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** The same for the bytes of every file below a folder, free pages and logs of databases among them. */
export function marksInFiles(folder: string, spellings: ReadonlyMap<string, string>): string[] {
  return filesOf(folder)
    .flatMap((file) => marksIn(contentOf(file), spellings).map((mark) => `${basename(file)}: ${mark}`))
    .sort()
}

// A running portal also removes files, such as what it has just moved into place.
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

const filesOf = (folder: string): string[] =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/**
 * Everything that can be read with all the keys there are: tables and files with what is sealed in them open, documents
 * unpacked. Throws where something sealed does not open although its key lives.
 */
export async function readEverything(database: Database, dataFolder: string): Promise<string> {
  const em = database.em()
  const db = em.getKysely()
  const living = await livingKeys(database)
  const texts: string[] = []
  const outputs: string[] = []
  const received: string[] = []
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    for (const row of rows) {
      if (name === 'online_service_output') outputs.push(String(row.id))
      if (name === 'core_blob') received.push(String(row.hash))
      for (const [column, value] of Object.entries(row)) {
        texts.push(textOf(value))
        const sealed = sealedIn(value)
        if (sealed === null || !living.has(keyIdOf(sealed) ?? '')) continue
        const place = { table: name, id: String(row.id ?? row.entry_id), column: propertyOf(column) }
        texts.push((await openBytes(em, place, sealed))?.toString() ?? '')
      }
    }
  }
  for (const file of filesOf(dataFolder).map((name) => readFileSync(name))) {
    texts.push(file.toString('latin1'))
    if (!living.has(keyIdOf(file) ?? '')) continue
    for (const id of outputs) texts.push(await documentText(em, id, file))
  }
  for (const hash of received) texts.push(await fileText(database, hash, join(dataFolder, 'blobs')))
  return texts.join('\n')
}

/** Ids of the keys that open something here; the portal's own opens answers for those who hold their secret. */
async function livingKeys(database: Database): Promise<Set<string>> {
  const db = database.em().getKysely() as unknown as Kysely<Tables>
  const rows = await db.selectFrom('core_data_key').select(['id', 'subject_id']).execute()
  return new Set(rows.filter((row) => !row.subject_id.startsWith('00000000')).map(({ id }) => id))
}

function sealedIn(value: unknown): Buffer | null {
  if (typeof value === 'string' && value.startsWith('{"sealed"')) return sealedIn(JSON.parse(value) as object)
  if (typeof value === 'string') return Buffer.from(value, 'base64url')
  const inner = typeof value === 'object' && value !== null && 'sealed' in value ? value.sealed : null
  return typeof inner === 'string' ? Buffer.from(inner, 'base64url') : null
}

/** What somebody sent, as it was sent; empty once its key is gone. */
async function fileText(database: Database, hash: string, folder: string): Promise<string> {
  const content = await openStored({ database, blobStore: createBlobFolder({ folder }) }, hash).catch(() => null)
  return content === null ? '' : (await buffer(content)).toString('latin1')
}

/** The words of a document; empty when the file is another one. */
async function documentText(em: EntityManager, id: string, file: Buffer): Promise<string> {
  const pdf = await openBytes(em, filePlace(id), file).catch(() => null)
  if (pdf === null) return ''
  const { context } = await PDFDocument.load(pdf)
  return context
    .enumerateIndirectObjects()
    .map(([, object]) => String(object))
    .join('\n')
}

const propertyOf = (column: string) => column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())
