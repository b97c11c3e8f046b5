import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { appendLines, readIfThere } from '../base/durable-file.ts'
import type { Database, EntityManager } from '../storage/database.ts'
import type { Tables } from './tables.ts'

/**
 * The list of what was erased: `KREISWERK_ERASED_LIST`, else `erased.jsonl` in the data folder. It is no part of the
 * database, so that the restore of an older one revives nobody.
 */
export const deletionListFile = (dataFolder: string, variables: NodeJS.ProcessEnv = process.env): string =>
  variables.KREISWERK_ERASED_LIST ?? join(dataFolder, 'erased.jsonl')

/** One line of it: whose key was destroyed and when. An id says nothing about the person. */
interface Erased {
  subject: string
  at: string
}

const batch = 500

/** Whom the list names as erased, and an older database has brought back. */
export async function revivedSubjects(database: Database, file: string): Promise<string[]> {
  const erasedAt = new Map<string, number>()
  for (const { subject, at } of parse(await readLines(file))) {
    erasedAt.set(subject, Math.max(erasedAt.get(subject) ?? 0, Date.parse(at)))
  }
  const subjects = [...erasedAt.keys()]
  const revived: string[] = []
  for (let at = 0; at < subjects.length; at += batch) {
    const rows = await dbOf(database.em())
      .selectFrom('core_data_key')
      .select(['subject_id', 'created_at'])
      .where('subject_id', 'in', subjects.slice(at, at + batch))
      .execute()
    // A key made later belongs to somebody who came back.
    for (const row of rows) {
      if (new Date(row.created_at).getTime() <= erasedAt.get(row.subject_id)!) revived.push(row.subject_id)
    }
  }
  return revived
}

/** Takes into the list what was erased since it was last written, durably; returns how many lines. */
export async function noteErasures(database: Database, file: string): Promise<number> {
  const rows = await dbOf(database.em())
    .selectFrom('core_destroyed_key')
    .select(['subject_id', 'destroyed_at'])
    .orderBy('destroyed_at')
    .execute()
  const lines = rows.map(({ subject_id, destroyed_at }) =>
    lineOf({ subject: subject_id, at: new Date(destroyed_at).toISOString() }),
  )
  return addMissing(file, lines)
}

/** Takes into the list what another one holds besides; returns how many lines. Nothing happens when there is no other. */
export const mergeErasures = async (file: string, other: string): Promise<number> =>
  addMissing(file, parse(await readLines(other)).map(lineOf))

async function addMissing(file: string, lines: readonly string[]): Promise<number> {
  const known = new Set(await readLines(file))
  const missing = lines.filter((line) => !known.has(line))
  if (missing.length > 0) await appendLines(file, missing, 0o600)
  return missing.length
}

// A fault may have left half a line; what it named is in the database still and was noted again.
const readLines = async (file: string): Promise<string[]> =>
  ((await readIfThere(file)) ?? '').split('\n').filter((line) => line.endsWith('}'))

const parse = (lines: readonly string[]): Erased[] => lines.map((line) => JSON.parse(line) as Erased)
const lineOf = ({ subject, at }: Erased): string => JSON.stringify({ subject, at })
const dbOf = (em: EntityManager) => em.getKysely() as unknown as Kysely<Tables>
