import { errors } from './errors.ts'
import { makeFolderOf, sqliteFile } from './sqlite-engine.ts'

/**
 * Keeps every other portal off a SQLite database until it is let go or this process ends, however it ends; commands such
 * as `backup` are not kept off. Throws `storage.database-in-use` when another portal holds it, `storage.file-unusable`
 * when nothing can be written beside it.
 */
export async function holdSqlite(url: string): Promise<() => void> {
  const file = sqliteFile(url)
  if (file === ':memory:') return () => {}
  const { default: Sqlite } = await import('better-sqlite3')
  makeFolderOf(file)
  // The lock is SQLite's own, on an empty file beside: the system takes it back from a process that was killed.
  const lock = opened(() => new Sqlite(`${file}-portal`, { timeout: 500 }), file)
  try {
    lock.pragma('journal_mode = off')
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw errors.databaseInUse({ file }, { cause })
  }
  return () => void lock.close()
}

function opened<T>(open: () => T, file: string): T {
  try {
    return open()
  } catch (cause) {
    throw errors.fileUnusable({ file, reason: (cause as Error).message }, { cause })
  }
}
