import { join, resolve } from 'node:path'
import { systemClock } from '../base/clock.ts'
import { backupName, createBackup } from '../portal/backup/create-backup.ts'
import type { Hold } from '../portal/backup/hold-log.ts'
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

/** Puts a backup into the empty data folder of a portal that does not run, and says whether the audit log is held. */
export async function restore(folder: string, from: string, oldData?: string): Promise<number> {
  const { database, dataFolder } = await placesOf(folder)
  const { manifest, held, erasures } = await restoreBackup({
    folder: from,
    dataFolder,
    database,
    oldData: oldData === undefined ? undefined : resolve(oldData),
    erasedList: process.env.KREISWERK_ERASED_LIST,
  })
  process.stdout.write(`${dataFolder}\n${describe(manifest)}\n`)
  process.stdout.write(`${erasures} erasures since then, repeated at the next start.\n`)
  process.stdout.write(`${sayHold(held)}\n`)
  return 0
}

/** What the operator has to know about the audit log, and what is next. */
function sayHold(held: Hold | null): string {
  if (held === null) {
    return 'The audit log goes on from the newest checkpoint. Next: "kreiswerk doctor", then "kreiswerk start".'
  }
  return `The audit log is held: ${reasons[held]}. Next: "kreiswerk audit resume", see docs/operate.md.`
}

const reasons: Readonly<Record<Hold, string>> = {
  'no-checkpoint': 'more may have been signed since',
  'older-checkpoint': 'the checkpoint that is there is older than the backup, and more may have been signed since',
  'entries-missing': 'it does not continue the newest checkpoint, so entries signed since are missing',
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
