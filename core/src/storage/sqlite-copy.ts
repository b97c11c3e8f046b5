import { open } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { errors } from './errors.ts'

/** More pages than a file can have: everything in one step, which sees one state and never starts again. */
const allPages = 0x7fff_ffff

/**
 * Copies a SQLite database page by page while others read and write it, as it was at one moment, durably. The copy is
 * the same down to its row ids, so that full-text indexes still fit.
 */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = new Sqlite(from, { readonly: true, fileMustExist: true })
  try {
    await source.backup(to, { progress: () => allPages })
  } finally {
    source.close()
  }
  const file = await open(to, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Reads the whole file and fails with `storage.database-damaged` when it does not fit together. */
export function checkSqlite(file: string): void {
  const found = problemsOf(file)
  if (found.length > 0) throw errors.databaseDamaged({ file, problem: found[0] ?? '' })
}

function problemsOf(file: string): string[] {
  let database: Sqlite.Database | undefined
  try {
    database = new Sqlite(file, { fileMustExist: true })
    const rows = database.pragma('integrity_check(10)') as { integrity_check: string }[]
    const loose = database.pragma('foreign_key_check') as { table: string }[]
    return [
      ...rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
      ...loose.slice(0, 1).map(({ table }) => `a row of ${table} refers to nothing`),
    ]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    database?.close()
  }
}
