import { join } from 'node:path'
import { systemClock } from '../base/clock.ts'
import { backupName, createBackup } from '../portal/backup/create-backup.ts'
import { restoreBackup } from '../portal/backup/restore-backup.ts'
import type { Manifest } from '../portal/backup/manifest.ts'
import { readEnvironment } from '../portal/environment.ts'
import { loadDeployment, pluginsOf } from '../portal/load-deployment.ts'

/** Backs up the embedded database, files and keys, also while the portal runs; prints where the backup lies. */
export async function backup(folder: string, target?: string): Promise<number> {
  const { database, dataFolder } = await placesOf(folder)
  const to = target ?? join(folder, 'backups', backupName(systemClock()))
  const plugins = Object.fromEntries(pluginsOf(folder).map(({ version, manifest }) => [manifest.id, version]))
  const made = await createBackup({ folder: to, dataFolder, database, plugins, clock: systemClock })
  process.stdout.write(`${to}\n${describe(made)}\nIt holds private keys and personal data: keep it under lock.\n`)
  return 0
}

/** Puts a backup into the empty data folder of a portal that does not run. */
export async function restore(folder: string, from: string): Promise<number> {
  const { database, dataFolder } = await placesOf(folder)
  const restored = await restoreBackup({ folder: from, dataFolder, database })
  process.stdout.write(`${dataFolder}\n${describe(restored)}\nNext: "kreiswerk doctor", then "kreiswerk start".\n`)
  return 0
}

async function placesOf(folder: string) {
  const { database } = await loadDeployment(folder)
  return readEnvironment(process.env, folder, database)
}

function describe({ at, files, audit }: Manifest): string {
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 / 1024
  const log = audit === null ? 'no audit log yet' : `audit log with ${audit.size} entries intact`
  return `${files.length} files of ${at}, ${megabytes.toFixed(1)} MB, verified; ${log}.`
}
