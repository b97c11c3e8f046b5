import { join } from 'node:path'
import { appendLines } from '../base/durable-file.ts'
import { linesFrom } from '../base/file-lines.ts'
import type { Database } from '../storage/database.ts'
import { knowsAll, livingOf } from './destroyed-keys.ts'
import { erasedLine, parseAll } from './erased-line.ts'
import { ErasureNoter } from './erasure-noter.ts'
import { readListEnd } from './list-end.ts'

/**
 * The list of what was erased: `KREISWERK_ERASED_LIST`, else `erased.jsonl` in the data folder. It is no part of the
 * database, so that the restore of an older one revives nobody.
 */
export const deletionListFile = (dataFolder: string, variables: NodeJS.ProcessEnv = process.env): string =>
  variables.KREISWERK_ERASED_LIST ?? join(dataFolder, 'erased.jsonl')

/**
 * Whom the list names as erased, and an older database has brought back. A database that knows where the list ends is not
 * older: what ends it was noted by a portal that had settled all before. Otherwise the whole list is looked through.
 */
export async function revivedSubjects(database: Database, file: string): Promise<string[]> {
  if (await knowsAll(database, await readListEnd(file))) return []
  const revived = new Set<string>()
  for await (const lines of linesFrom(file)) {
    for (const subject of await livingOf(database, parseAll(lines))) revived.add(subject)
  }
  return [...revived]
}

const noters = new WeakMap<Database, Map<string, ErasureNoter>>()

/** Takes into the list what was erased since, durably; returns how many keys this process had not come across before. */
export function noteErasures(database: Database, file: string): Promise<number> {
  const ofDatabase = noters.get(database) ?? new Map<string, ErasureNoter>()
  noters.set(database, ofDatabase)
  const noter = ofDatabase.get(file) ?? new ErasureNoter(database, file)
  ofDatabase.set(file, noter)
  return noter.note()
}

/** Takes into the list what another one holds besides; returns how many lines. Nothing happens when there is no other. */
export async function mergeErasures(file: string, other: string): Promise<number> {
  const known = new Set<string>()
  for await (const lines of linesFrom(file)) for (const erased of parseAll(lines)) known.add(erasedLine(erased))
  let added = 0
  for await (const lines of linesFrom(other)) {
    const missing = [...new Set(parseAll(lines).map(erasedLine))].filter((line) => !known.has(line))
    if (missing.length === 0) continue
    await appendLines(file, missing, 0o600)
    for (const line of missing) known.add(line)
    added += missing.length
  }
  return added
}
