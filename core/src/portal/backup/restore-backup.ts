import { existsSync } from 'node:fs'
import { chmod, readdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { sqliteFile } from '../../storage/sqlite-engine.ts'
import { mergeErasures } from '../../vault/deletion-list.ts'
import { checkCopy } from './check-copy.ts'
import { copyFile } from './copy-file.ts'
import { errors } from './errors.ts'
import { holdLog } from './hold-log.ts'
import type { Hold } from './hold-log.ts'
import { databaseFile, dataPart, readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { Placement } from './placement.ts'
import { isStaged, stagingOf } from './staging.ts'
import type { Staging } from './staging.ts'

export interface RestoreOptions {
  /** A folder that `createBackup` has made. */
  folder: string
  dataFolder: string
  /** Address of the database; only `sqlite:` can be restored here. */
  database: string
  /** The data folder moved aside, or copies kept apart: its `erased.jsonl` and `audit/checkpoint` are newer than the backup. */
  oldData?: string
  /** Where the list of what was erased lies when it is kept outside of the data folder. */
  erasedList?: string
}

export interface RestoredBackup {
  manifest: Manifest
  /** Why the audit log is held until "kreiswerk audit resume"; null when it goes on. */
  held: Hold | null
  /** Erasures that the backup did not know. */
  erasures: number
}

/** What may lie in the data folder: it is newer than any backup, and is taken over. */
const takenOver = ['erased.jsonl', join('audit', 'checkpoint')]

/**
 * Puts a backup where a portal looks for its data. Everything is copied into the file systems it is for, compared with the
 * manifest and verified, and only then renamed into its place; data that is there is never overwritten
 * (`backup.data-in-use`), and what fails leaves everything as it was. What was erased since the backup is taken from the
 * newer lists, so that the next start erases it again.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoredBackup> {
  const { folder, database, oldData } = options
  if (!database.startsWith('sqlite:')) throw errors.otherEngine()
  const file = sqliteFile(database)
  const dataFolder = resolve(options.dataFolder)
  await assertUnused(dataFolder, file)
  const manifest = await readManifest(folder)
  const newer = [dataFolder, ...(oldData === undefined ? [] : [oldData])]
  const staging = stagingOf(dataFolder, file)
  try {
    await staging.open()
    await copyChecked(folder, staging, manifest)
    await checkCopy(staging.database, staging.data)
    const held = await holdLog({ database: staging.database, dataFolder: staging.data, manifest, newer })
    const erasures = await mergeLists(staging.data, newer, options.erasedList)
    await assertUnused(dataFolder, file)
    await takePlace(staging, dataFolder, file)
    return { manifest, held, erasures }
  } finally {
    await staging.close()
  }
}

async function takePlace(staging: Staging, dataFolder: string, file: string): Promise<void> {
  const placement = new Placement(staging.aside)
  try {
    await placement.put(staging.data, dataFolder)
    if (!staging.comesAlong) await placement.put(staging.database, file)
    await placement.sync()
  } catch (error) {
    await placement.takeBack()
    throw error
  }
}

async function assertUnused(dataFolder: string, file: string): Promise<void> {
  // SQLite would take what it finds beside a database for a part of it.
  const found = ['', '-wal', '-journal'].map((ending) => file + ending).find((one) => existsSync(one))
  if (found !== undefined) throw errors.dataInUse({ place: found })
  if (!existsSync(dataFolder)) return
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dataFolder, join(entry.parentPath, entry.name)))
  if (files.some((name) => !takenOver.includes(name) && !isStaged(name))) throw errors.dataInUse({ place: dataFolder })
}

async function mergeLists(copied: string, newer: readonly string[], elsewhere?: string): Promise<number> {
  const inBackup = join(copied, 'erased.jsonl')
  let added = 0
  for (const place of newer) added += await mergeErasures(inBackup, join(place, 'erased.jsonl'))
  if (elsewhere === undefined) return added
  added += await mergeErasures(inBackup, elsewhere)
  await mergeErasures(elsewhere, inBackup)
  return added
}

async function copyChecked(folder: string, { data, database }: Staging, { files }: Manifest): Promise<void> {
  for (const { path, secret, bytes, sha256 } of files) {
    const to = path === databaseFile ? database : join(data, relative(dataPart, path))
    const copied = await copyFile(join(folder, path), to, secret)
    if (copied === null) throw errors.fileDamaged({ path, problem: 'it is missing' })
    if (copied.sha256 !== sha256 || copied.bytes !== bytes) {
      throw errors.fileDamaged({ path, problem: `${copied.bytes} bytes of another content` })
    }
    if (secret) await chmod(to, 0o600)
  }
}
