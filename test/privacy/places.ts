import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../../core/src/storage/database.ts'
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
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) =>
      marksIn(readFileSync(join(entry.parentPath, entry.name), 'latin1'), spellings).map(
        (mark) => `${entry.name}: ${mark}`,
      ),
    )
    .sort()
}
