import { readFile } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import { fits } from '../../base/json-schema.ts'
import { Type } from '../../base/schema.ts'
import type { Static } from '../../base/schema.ts'
import { errors } from './errors.ts'

/** The list of a backup, written last: a folder without it is no backup. */
export const manifestFile = 'manifest.json'
/** The copy of the database within a backup. */
export const databaseFile = 'database.db'
/** The data folder within a backup, without the database. */
export const dataPart = 'data'

const fileSchema = Type.Object({
  /** Relative to the backup, with slashes. */
  path: Type.String({ minLength: 1 }),
  bytes: Type.Integer({ minimum: 0 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  /** Whether only the owner may read it. */
  secret: Type.Boolean(),
})

const manifestSchema = Type.Object({
  format: Type.Literal(1),
  at: Type.String(),
  kernel: Type.String(),
  /** Plugin id → version. */
  plugins: Type.Record(Type.String(), Type.String()),
  /** Entries in the audit log and its root; `null` when there was no log yet. */
  audit: Type.Union([Type.Null(), Type.Object({ size: Type.Integer(), root: Type.String() })]),
  files: Type.Array(fileSchema),
})

export type BackupFile = Static<typeof fileSchema>
export type Manifest = Static<typeof manifestSchema>

/** Reads what a backup says it holds; no path in it leads out of the backup. Throws `backup.not-a-backup`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const refuse = (problem: string, cause?: unknown) => errors.notABackup({ folder, problem }, { cause })
  let content: unknown
  try {
    content = JSON.parse(await readFile(join(folder, manifestFile), 'utf8'))
  } catch (cause) {
    throw refuse(`${manifestFile} is missing or cannot be read`, cause)
  }
  if (!fits(manifestSchema, content)) throw refuse(`${manifestFile} has another form than this version writes`)
  const outside = content.files.find(({ path }) => !isInside(path))
  if (outside !== undefined) throw refuse(`${outside.path} is no path within a backup`)
  if (!content.files.some(({ path }) => path === databaseFile)) throw refuse('it has no database')
  return content
}

const isInside = (path: string): boolean =>
  !isAbsolute(path) && normalize(path) === path && (path === databaseFile || path.startsWith(`${dataPart}/`))
