import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { replaceFile } from '../../base/durable-file.ts'
import type { Clock } from '../../base/clock.ts'
import { copySqlite } from '../../storage/sqlite-copy.ts'
import { sqliteFile } from '../../storage/sqlite-engine.ts'
import { corePackage } from '../core-package.ts'
import { checkCopy } from './check-copy.ts'
import { copyFile, weighFile } from './copy-file.ts'
import { errors } from './errors.ts'
import { databaseFile, dataPart, manifestFile } from './manifest.ts'
import type { BackupFile, Manifest } from './manifest.ts'

export interface BackupOptions {
  /** Where the backup comes to lie; must be new or empty. */
  folder: string
  dataFolder: string
  /** Address of the database; only `sqlite:` can be backed up here. */
  database: string
  /** Plugin id → version, for whoever restores it. */
  plugins: Readonly<Record<string, string>>
  clock: Clock
}

/**
 * Backs up database, files and keys, also while the portal runs. The checkpoint of the audit log is copied first and the
 * files last, so that the database is never behind its checkpoint and never refers to a file that is missing. The copy
 * is verified before it gets its name; a backup that fails leaves nothing behind.
 */
export async function createBackup(options: BackupOptions): Promise<Manifest> {
  const { dataFolder, plugins, clock } = options
  const folder = resolve(options.folder)
  const file = databaseOf(options.database)
  await assertFree(folder, resolve(dataFolder))
  const at = clock().toISOString()
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  try {
    const copied = join(unfinished, dataPart)
    await mkdir(copied, { mode: 0o700 })
    const files = await copyAll(dataFolder, 'audit', unfinished)
    await copySqlite(file, join(unfinished, databaseFile))
    const rest = (await readdir(dataFolder)).filter(
      (name) => name !== 'audit' && !isDatabase(join(dataFolder, name), file),
    )
    for (const name of rest.sort()) files.push(...(await copyAll(dataFolder, name, unfinished)))
    const audit = await checkCopy(join(unfinished, databaseFile), copied)
    files.unshift({ path: databaseFile, secret: true, ...(await weighFile(join(unfinished, databaseFile))) })

    const manifest: Manifest = { format: 1, at, kernel: corePackage.version, plugins: { ...plugins }, audit, files }
    await replaceFile(join(unfinished, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, 0o600)
    await rm(folder, { recursive: true, force: true })
    await rename(unfinished, folder)
    return manifest
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

/** The file of an embedded database that is there. Throws `backup.other-engine` and `backup.no-database`. */
function databaseOf(url: string): string {
  if (!url.startsWith('sqlite:')) throw errors.otherEngine()
  const file = sqliteFile(url)
  if (!existsSync(file)) throw errors.noDatabase({ file })
  return file
}

async function assertFree(folder: string, dataFolder: string): Promise<void> {
  if (folder === dataFolder || folder.startsWith(dataFolder + sep)) throw errors.targetInside({ folder, dataFolder })
  if (existsSync(folder) && (await readdir(folder)).length > 0) throw errors.targetTaken({ folder })
}

/** Files that are still being written, and the database with its companions, which is copied in another way. */
const isPassing = (path: string): boolean =>
  /(^|\/)unfinished(\/|$)|^data\/uploads\/|^data\/\.restoring\/|\.restoring$|\.[0-9a-f]{12}$/.test(path) &&
  !/\/[0-9a-f]{64}$/.test(path)

const isDatabase = (path: string, database: string): boolean =>
  ['', '-wal', '-shm', '-journal'].some((ending) => resolve(path) === database + ending)

async function copyAll(dataFolder: string, name: string, backup: string): Promise<BackupFile[]> {
  const files: BackupFile[] = []
  for (const from of await filesIn(join(dataFolder, name))) {
    const path = [dataPart, ...relative(dataFolder, from).split(sep)].join('/')
    if (isPassing(path)) continue
    const secret = ((await stat(from).catch(() => ({ mode: 0 }))).mode & 0o077) === 0
    const copied = await copyFile(from, join(backup, path), secret)
    if (copied !== null) files.push({ path, secret, ...copied })
  }
  return files
}

async function filesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null)
  if (found === null) return []
  if (found.isFile()) return [path]
  if (!found.isDirectory()) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A name for a backup that sorts by time, e.g. `kreiswerk-2026-11-25T12-00-00Z`. */
export const backupName = (now: Date): string => `kreiswerk-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z`
