import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { sqliteFile } from '../../storage/sqlite-engine.ts'
import { checkCopy } from './check-copy.ts'
import { copyFile } from './copy-file.ts'
import { errors } from './errors.ts'
import { databaseFile, dataPart, readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'

export interface RestoreOptions {
  /** A folder that `createBackup` has made. */
  folder: string
  dataFolder: string
  /** Address of the database; only `sqlite:` can be restored here. */
  database: string
}

/**
 * Puts a backup where a portal looks for its data. Everything is copied beside it, compared with the manifest and
 * verified, and only then gets its place; data that is there is never overwritten (`backup.data-in-use`).
 */
export async function restoreBackup({ folder, dataFolder, database }: RestoreOptions): Promise<Manifest> {
  if (!database.startsWith('sqlite:')) throw errors.otherEngine()
  const file = sqliteFile(database)
  await assertUnused(dataFolder, file)
  const manifest = await readManifest(folder)
  const staged = `${resolve(dataFolder)}.restoring`
  await rm(staged, { recursive: true, force: true })
  try {
    await copyChecked(folder, staged, manifest)
    const copied = join(staged, dataPart)
    await checkCopy(join(staged, databaseFile), copied)
    await assertUnused(dataFolder, file)
    await mkdir(dirname(resolve(dataFolder)), { recursive: true })
    if (existsSync(dataFolder)) await rmdir(dataFolder)
    await rename(copied, dataFolder)
    await mkdir(dirname(file), { recursive: true })
    await rename(join(staged, databaseFile), file)
    return manifest
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

async function assertUnused(dataFolder: string, file: string): Promise<void> {
  if (existsSync(file)) throw errors.dataInUse({ place: file })
  if (existsSync(dataFolder) && (await readdir(dataFolder)).length > 0) throw errors.dataInUse({ place: dataFolder })
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
