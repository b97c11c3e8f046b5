import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { removeMark } from '../../core/src/audit/restored-log.ts'
import { createAccount, findAccount } from '../../core/src/auth/account.ts'
import { systemClock } from '../../core/src/base/clock.ts'
import { createBackup } from '../../core/src/portal/backup/create-backup.ts'
import { restoreBackup } from '../../core/src/portal/backup/restore-backup.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { masterKeyFile } from '../../core/src/vault/master-keys.ts'
import { finishRotation, startRotation } from '../../core/src/vault/rotation.ts'
import { databaseIn, leaveEntry, openStored } from '../../core/test/portal/stored-portal.ts'
import { faultyDisk } from './faulty-disk.ts'
import type { Fault } from './faulty-disk.ts'

/** Something an operator does, which may break off at any point and is then simply done again. */
export interface Command {
  what: string
  /** In a folder that holds the data folder `data` of a portal that was used, or nothing for the first start. */
  run(folder: string): Promise<unknown>
  /** On data of a portal that was used. */
  needsData: boolean
}

const dataIn = (folder: string) => join(folder, 'data')
const backupIn = (folder: string) => join(folder, 'backup')

/** A place that is taken is refused, also by a backup that was whole when somebody said that it had failed. */
const backUp = (folder: string) =>
  createBackup({
    folder: existsSync(backupIn(folder)) ? `${backupIn(folder)}-again` : backupIn(folder),
    dataFolder: dataIn(folder),
    database: databaseIn(dataIn(folder)),
    plugins: {},
    clock: systemClock,
  })

async function rotate(folder: string): Promise<void> {
  const portal = await openStored(dataIn(folder))
  try {
    const file = masterKeyFile(dataIn(folder), {})
    await startRotation(portal.database, file)
    await finishRotation(portal.database, file)
  } finally {
    await portal.close()
  }
}

async function restore(folder: string): Promise<void> {
  const dataFolder = join(folder, 'restored')
  if (!existsSync(join(dataFolder, 'portal.db'))) {
    await restoreBackup({ folder: backupIn(folder), dataFolder, database: databaseIn(dataFolder) })
  }
}

export const commands: readonly Command[] = [
  {
    what: 'the first start',
    needsData: false,
    run: async (folder) => (await openStored(dataIn(folder))).close(),
  },
  { what: 'a rotation of the master key', needsData: true, run: rotate },
  { what: 'a backup', needsData: true, run: backUp },
  { what: 'a restore', needsData: true, run: restore },
]

/** A portal that was used, stopped and backed up. */
async function usedPortal(folder: string): Promise<string> {
  const portal = await openStored(dataIn(folder))
  const account = await unitOfWork(portal.database, (em) =>
    createAccount(em, { realm: 'citizen', name: 'Anna', email: 'anna@example.org', locale: 'de' }, new Date()),
  )
  await leaveEntry(portal, 'thing:1')
  await portal.close()
  return account.id
}

/** Lets each operation of a command fail once, `stride` operations apart, and does it again: nothing is lost by that. */
export async function failEachOf(
  t: Test,
  { what, run, needsData }: Command,
  kinds: (place: number) => readonly Fault[],
  stride = 1,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'kreiswerk-command-'))
  t.teardown(() => rmSync(root, { recursive: true, force: true }))
  const template = join(root, 'template')
  const accountId = needsData ? await usedPortal(template) : null
  if (what === 'a restore') await backUp(template)
  const disk = faultyDisk(t, join(root, 'run'))
  let failures = 0
  for (let place = 0; ; place += stride) {
    for (const fault of kinds(place)) {
      const folder = join(root, 'run')
      rmSync(folder, { recursive: true, force: true })
      if (needsData) cpSync(template, folder, { recursive: true })
      disk.failAt(place, fault)
      const failed = await run(folder).then(
        () => null,
        (error: Error) => error,
      )
      const { hit } = disk
      disk.failAt(-1, fault)
      if (failed !== null && hit === null) throw failed
      if (failed !== null) failures += 1
      const again = failed === null ? undefined : await run(folder).catch((error: Error) => error)
      if (again instanceof Error) t.fail(`${place} ${fault} ${hit}: ${again.message}`)
      else await assertWhole(t, folder, accountId, `${place} ${fault} ${hit}`)
      if (hit === null) return void t.ok(failures > 0, `${failures} of ${place / stride} broke it off`)
    }
  }
}

async function assertWhole(t: Test, folder: string, accountId: string | null, where: string): Promise<void> {
  const restored = join(folder, 'restored')
  const dataFolder = existsSync(restored) ? restored : dataIn(folder)
  await removeMark(dataFolder)
  try {
    const portal = await openStored(dataFolder)
    await leaveEntry(portal, 'thing:after')
    const name = accountId === null ? 'Anna' : (await findAccount(portal.database.em(), accountId))?.name
    if (name !== 'Anna') t.fail(`${where}: the account is gone`)
    if (portal.sequencer.problem !== null) t.fail(`${where}: the audit log does not go on`)
    await portal.close()
  } catch (error) {
    t.fail(`${where}: ${(error as Error).message}`)
  }
}
