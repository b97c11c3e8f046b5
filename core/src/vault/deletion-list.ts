import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Database, EntityManager } from '../storage/database.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import type { Tables } from './tables.ts'
import { destroyKeys } from './vault.ts'

/** The list of what was erased: it lies beside the database, so that the restore of an older one revives nobody. */
export const deletionListFile = (dataFolder: string): string => join(dataFolder, 'erased.jsonl')

/** One line of it: whose key was destroyed and when. An id says nothing about the person. */
interface Erased {
  subject: string
  at: string
}

const batch = 500

/** Destroys again what the list names and an older database has brought back; returns those subjects. */
export async function replayErasures(database: Database, file: string): Promise<string[]> {
  const revived = await revivedBy(database.em(), await readList(file))
  if (revived.length > 0) await unitOfWork(database, (em) => destroyKeys(em, revived))
  return revived
}

/** Takes into the list what was erased since it was last written, durably; returns how many lines. */
export async function noteErasures(database: Database, file: string): Promise<number> {
  const known = new Set((await readList(file)).map(lineOf))
  const rows = await dbOf(database.em())
    .selectFrom('core_destroyed_key')
    .select(['subject_id', 'destroyed_at'])
    .orderBy('destroyed_at')
    .execute()
  const lines = rows
    .map((row) => lineOf({ subject: row.subject_id, at: new Date(row.destroyed_at).toISOString() }))
    .filter((line) => !known.has(line))
  if (lines.length > 0) await append(file, lines.join(''))
  return lines.length
}

async function revivedBy(em: EntityManager, list: readonly Erased[]): Promise<string[]> {
  const erasedAt = new Map<string, number>()
  for (const { subject, at } of list) erasedAt.set(subject, Math.max(erasedAt.get(subject) ?? 0, Date.parse(at)))
  const subjects = [...erasedAt.keys()]
  const revived: string[] = []
  for (let at = 0; at < subjects.length; at += batch) {
    const rows = await dbOf(em)
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

async function readList(file: string): Promise<Erased[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  // A power cut may have left half a line; what it named is in the database still and is noted again.
  return text
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Erased)
}

async function append(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const lineOf = ({ subject, at }: Erased): string => `${JSON.stringify({ subject, at })}\n`
const dbOf = (em: EntityManager) => em.getKysely() as unknown as Kysely<Tables>
