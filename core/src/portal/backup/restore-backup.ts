import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { syncFolder } from '../../base/durable-file.ts'
import { sqliteFile } from '../../storage/sqlite-engine.ts'
import { mergeErasures } from '../../vault/deletion-list.ts'
import { checkCopy } from './check-copy.ts'
import { copyFile } from './copy-file.ts'
import { errors } from './errors.ts'
import { holdLog } from './hold-log.ts'
import type { Hold } from './hold-log.ts'
import { databaseFile, dataPart, readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'

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
 * Puts a backup where a portal looks for its data. Everything is copied beside it, compared with the manifest and
 * verified, and only then gets its place; data that is there is never overwritten (`backup.data-in-use`). What was erased
 * since the backup is taken from the newer lists, so that the next start erases it again.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoredBackup> {
  const { folder, database, oldData } = options
  if (!database.startsWith('sqlite:')) throw errors.otherEngine()
  const file = sqliteFile(database)
  const dataFolder = resolve(options.dataFolder)
  await assertUnused(dataFolder, file)
  const manifest = await readManifest(folder)
  const newer = [dataFolder, ...(oldData === undefined ? [] : [oldData])]
  const staged = `${dataFolder}.restoring`
  const replaced = `${dataFolder}.replaced`
  await rm(staged, { recursive: true, force: true })
  try {
    await copyChecked(folder, staged, manifest)
    const copied = join(staged, dataPart)
    await checkCopy(join(staged, databaseFile), copied)
    const held = await holdLog({ database: join(staged, databaseFile), dataFolder: copied, manifest, newer })
    const erasures = await mergeLists(copied, newer, options.erasedList)
    await assertUnused(dataFolder, file)
    await mkdir(dirname(dataFolder), { recursive: true })
    if (existsSync(dataFolder)) await rename(dataFolder, replaced)
    await rename(copied, dataFolder)
    await mkdir(dirname(file), { recursive: true })
    await rename(join(staged, databaseFile), file)
    await syncFolder(dirname(file))
    await syncFolder(dirname(dataFolder))
    await rm(replaced, { recursive: true, force: true })
    return { manifest, held, erasures }
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

async function assertUnused(dataFolder: string, file: string): Promise<void> {
  if (existsSync(file)) throw errors.dataInUse({ place: file })
  if (!existsSync(dataFolder)) return
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dataFolder, join(entry.parentPath, entry.name)))
  if (files.some((name) => !takenOver.includes(name))) throw errors.dataInUse({ place: dataFolder })
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

async function copyChecked(folder: string, staged: string, { files }: Manifest): Promise<void> {
  await mkdir(join(staged, dataPart), { recursive: true, mode: 0o700 })
  for (const { path, secret, bytes, sha256 } of files) {
    const to = join(staged, path)
    const copied = await copyFile(join(folder, path), to, secret)
    if (copied === null) throw errors.fileDamaged({ path, problem: 'it is missing' })
    if (copied.sha256 !== sha256 || copied.bytes !== bytes) {
      throw errors.fileDamaged({ path, problem: `${copied.bytes} bytes of another content` })
    }
    if (secret) await chmod(to, 0o600)
  }
}
