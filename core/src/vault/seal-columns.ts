import type { Kysely } from 'kysely'
import type { MigrationVault } from '../storage/migration.ts'

/** What a migration seals in a table with the primary key `id`. */
export interface ColumnsToSeal {
  table: string
  /** The column whose value is the subject, as it is called in the database. */
  subject: string
  /** Column as it is called in the database → property of the entity. */
  columns: Readonly<Record<string, string>>
  /** Where the values lie until now, if not in the columns themselves. */
  from?: (column: string) => string
  /** Columns of type JSON, which SQLite gives back as text. */
  json?: readonly string[]
}

const batch = 200

/** Seals columns that lay in the clear, in batches, each value where `sealRow` would put it. For migrations. */
export async function sealColumns(
  db: Kysely<unknown>,
  vault: MigrationVault,
  { table, subject, columns, from = (column) => column, json = [] }: ColumnsToSeal,
): Promise<void> {
  const rows = db as Kysely<Record<string, Record<string, unknown>>>
  const names = Object.keys(columns)
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const found = await rows
      .selectFrom(table)
      .select([...new Set(['id', subject, ...names.map(from)])])
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute()
    for (const row of found) {
      const id = String(row.id)
      const sealed: Record<string, string> = {}
      for (const name of names) {
        const value = plain(row[from(name)], json.includes(name))
        if (value === null) continue
        sealed[name] = await vault.seal(String(row[subject]), { table, id, column: columns[name]! }, value)
      }
      if (Object.keys(sealed).length > 0) await rows.updateTable(table).set(sealed).where('id', '=', id).execute()
    }
    const last = found.at(-1)
    if (last === undefined) return
    after = String(last.id)
  }
}

function plain(value: unknown, json: boolean): unknown {
  if (value === undefined || value === null || value === '') return null
  return json && typeof value === 'string' ? JSON.parse(value) : value
}
