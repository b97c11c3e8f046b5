// Restores where database, data folder and what lies in it are on file systems of their own, as volumes of containers are.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import { systemClock } from '../../core/src/base/clock.ts'
import { createBackup } from '../../core/src/portal/backup/create-backup.ts'
import { restoreBackup } from '../../core/src/portal/backup/restore-backup.ts'
import { createPortal } from '../../core/src/portal/create-portal.ts'
import { testDeployment } from '../../core/src/testing/test-deployment.ts'
import { leaveEntry, temporaryFolder } from '../../core/test/portal/stored-portal.ts'
import { mountSmallDisk } from './small-disk.ts'

t.setTimeout(120_000)

const open = (dataFolder: string, database: string) =>
  createPortal(testDeployment([]), {
    folder: dataFolder,
    dataFolder,
    origin: 'http://localhost',
    database,
    worker: false,
  })

/** A backup of a portal with one file and one entry, and its data folder as the newest there is. */
async function backedUp(t: Test) {
  const place = temporaryFolder(t)
  const oldData = join(place, 'old')
  const database = `sqlite:${join(oldData, 'portal.db')}`
  const portal = await open(oldData, database)
  await leaveEntry(portal, 'thing:1')
  const { hash } = await portal.runtime.blobs.put(Buffer.from('a file'), { mediaType: 'text/plain' })
  await portal.close()
  const folder = join(place, 'backup')
  await createBackup({ folder, dataFolder: oldData, database, plugins: {}, clock: systemClock })
  return { place, oldData, folder, hash }
}

async function assertServes(t: Test, dataFolder: string, database: string, hash: string): Promise<void> {
  const portal = await open(dataFolder, database)
  t.equal((await portal.app.inject('/readyz')).statusCode, 200)
  t.equal(await text(await portal.runtime.blobs.open(hash)), 'a file')
  await portal.close()
}

/** A folder in memory, where that is another file system than the temporary files; else why not. */
function inMemory(t: Test): { folder: string } | string {
  if (!existsSync('/dev/shm') || statSync('/dev/shm').dev === statSync(tmpdir()).dev) {
    return 'this machine has no second file system in /dev/shm'
  }
  const folder = mkdtempSync('/dev/shm/kreiswerk-')
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return { folder }
}

t.test('the database lies on another file system than the data folder', async (t) => {
  const memory = inMemory(t)
  if (typeof memory === 'string') return t.pass('another file system', { skip: memory })
  const { place, oldData, folder, hash } = await backedUp(t)
  const dataFolder = join(place, 'target')
  const database = `sqlite:${join(memory.folder, 'portal.db')}`
  t.match(await restoreBackup({ folder, dataFolder, database, oldData }), { held: null })
  t.same(readdirSync(memory.folder), ['portal.db'])
  t.notOk(existsSync(`${dataFolder}.restoring`))
  await assertServes(t, dataFolder, database, hash)
})

t.test('what SQLite has left beside a database that was moved away is no part of another one', async (t) => {
  const { place, oldData, folder } = await backedUp(t)
  const elsewhere = join(place, 'elsewhere')
  mkdirSync(elsewhere)
  cpSync(join(folder, 'manifest.json'), join(elsewhere, 'portal.db-wal'))
  const dataFolder = join(place, 'target')
  await t.rejects(restoreBackup({ folder, dataFolder, database: `sqlite:${join(elsewhere, 'portal.db')}`, oldData }), {
    code: 'backup.data-in-use',
    params: { place: join(elsewhere, 'portal.db-wal') },
  })
  t.notOk(existsSync(dataFolder))
})

t.test('the data folder is a file system of its own; what an attempt has left does not matter', async (t) => {
  const volume = mountSmallDisk(t, 16)
  if (typeof volume === 'string') return t.pass('a mount point', { skip: volume })
  const { oldData, folder, hash } = await backedUp(t)
  const dataFolder = volume.folder
  mkdirSync(join(dataFolder, '.restoring/data/blobs'), { recursive: true })
  cpSync(join(folder, 'database.db'), join(dataFolder, 'portal.db.restoring'))
  cpSync(join(oldData, 'audit/checkpoint'), join(dataFolder, 'audit/checkpoint'))
  const database = `sqlite:${join(dataFolder, 'portal.db')}`
  t.match(await restoreBackup({ folder, dataFolder, database }), { held: null })
  t.same(
    readdirSync(dataFolder).filter((name) => name.includes('restoring')),
    [],
  )
  await assertServes(t, dataFolder, database, hash)
})

t.test(
  'where a part of the data folder is mounted, everything stays as it was, and it can be tried again',
  async (t) => {
    const volume = mountSmallDisk(t, 16)
    if (typeof volume === 'string') return t.pass('a mount point', { skip: volume })
    const { place, oldData, folder, hash } = await backedUp(t)
    const dataFolder = join(place, 'target')
    const blobs = join(dataFolder, 'blobs')
    mkdirSync(blobs, { recursive: true })
    const erased = join(dataFolder, 'erased.jsonl')
    writeFileSync(erased, `${JSON.stringify({ subject: 'anna', at: '2026-11-25T12:00:00.000Z' })}\n`)
    const before = statSync(erased)
    t.equal(spawnSync('mount', ['--bind', volume.folder, blobs]).status, 0)
    const unmount = () => spawnSync('umount', ['--lazy', blobs])
    t.teardown(unmount)
    const database = `sqlite:${join(place, 'elsewhere/portal.db')}`
    const restore = () => restoreBackup({ folder, dataFolder, database, oldData })

    await t.rejects(restore(), { code: 'backup.other-file-system', params: { place: blobs } })
    t.same(readdirSync(dataFolder).sort(), ['blobs', 'erased.jsonl'])
    t.same(readdirSync(blobs), [])
    t.equal(statSync(erased).ino, before.ino, 'the very file')
    t.same(readdirSync(join(place, 'elsewhere')), [])

    unmount()
    t.match(await restore(), { held: null, erasures: 1 })
    await assertServes(t, dataFolder, database, hash)
  },
)
