import { cpSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import { readPublicKey } from '../../src/audit/key.ts'
import { removeMark } from '../../src/audit/restored-log.ts'
import { verifyLog } from '../../src/audit/verify.ts'
import { systemClock } from '../../src/base/clock.ts'
import { createBackup } from '../../src/portal/backup/create-backup.ts'
import type { Manifest } from '../../src/portal/backup/manifest.ts'
import { restoreBackup } from '../../src/portal/backup/restore-backup.ts'
import { databaseIn, leaveEntry, openStored, temporaryFolder } from './stored-portal.ts'

t.setTimeout(120_000)

const backUp = (dataFolder: string, folder: string) =>
  createBackup({
    folder,
    dataFolder,
    database: databaseIn(dataFolder),
    plugins: { notes: '1.2.0' },
    clock: systemClock,
  })

const restore = (folder: string, dataFolder: string, oldData?: string) =>
  restoreBackup({ folder, dataFolder, database: databaseIn(dataFolder), oldData })

/** A portal that was used, stopped, and backed up. */
async function backedUp(t: Test) {
  const place = temporaryFolder(t)
  const dataFolder = join(place, 'data')
  const portal = await openStored(dataFolder)
  await leaveEntry(portal, 'thing:1')
  const { hash } = await portal.runtime.blobs.put(Buffer.from('a file'), { mediaType: 'text/plain' })
  await portal.close()
  const folder = join(place, 'backup')
  return { place, dataFolder, folder, hash, manifest: await backUp(dataFolder, folder) }
}

t.test('a backup taken while the portal writes is a portal that starts, with its record intact', async (t) => {
  const place = temporaryFolder(t)
  const dataFolder = join(place, 'data')
  const portal = await openStored(dataFolder)
  t.teardown(() => portal.close())
  const { hash } = await portal.runtime.blobs.put(Buffer.from('a file'), { mediaType: 'text/plain' })
  for (let n = 0; n < 5; n += 1) await leaveEntry(portal, `thing:${n}`)
  const over = new AbortController()
  const writing = (async () => {
    for (let n = 5; !over.signal.aborted; n += 1) await leaveEntry(portal, `thing:${n}`)
  })()
  const manifest = await backUp(dataFolder, join(place, 'backup'))
  over.abort()
  await writing
  await leaveEntry(portal, 'thing:after')
  t.ok((manifest.audit?.size ?? 0) >= 5)

  const restored = join(place, 'restored')
  t.match(await restore(join(place, 'backup'), restored), { held: 'no-checkpoint' })
  // What this is for, and how somebody lets the log go on, is shown in restore.test.ts.
  await removeMark(restored)
  t.equal(statSync(join(restored, 'audit/key.pem')).mode & 0o777, 0o600)
  t.equal(statSync(join(restored, 'secret.key')).mode & 0o777, 0o600)
  const again = await openStored(restored)
  t.teardown(() => again.close())
  t.equal((await again.app.inject('/readyz')).statusCode, 200)
  t.equal(await text(await again.runtime.blobs.open(hash)), 'a file')
  await leaveEntry(again, 'thing:new')
  const publicKey = (await readPublicKey(restored)) ?? ''
  // The copy may hold entries that were committed and not yet in the log.
  const { ok, size } = await verifyLog(again.database.em(), { publicKey })
  t.ok(ok && size > (manifest.audit?.size ?? 0))
})

t.test('the manifest names every file with its hash, and nothing half-written', async (t) => {
  const { folder, manifest } = await backedUp(t)
  const listed = manifest.files.map(({ path }) => path).sort()
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  t.same([...listed, 'manifest.json'].sort(), there.sort())
  t.match(manifest, { format: 1, plugins: { notes: '1.2.0' }, audit: { size: 1 } })
  for (const path of ['database.db', 'data/audit/key.pem', 'data/audit/checkpoint', 'data/secret.key']) {
    t.ok(listed.includes(path), path)
  }
  t.equal(statSync(folder).mode & 0o077, 0)
})

t.test('a backup in which any file was changed or lost is refused, and nothing is restored', async (t) => {
  const { place, folder, manifest } = await backedUp(t)
  for (const [index, { path }] of manifest.files.entries()) {
    const changed = join(place, `changed-${index}`)
    cpSync(folder, changed, { recursive: true })
    const content = readFileSync(join(changed, path))
    content[content.length >> 1]! ^= 1
    writeFileSync(join(changed, path), content)
    const dataFolder = join(place, `restored-${index}`)
    await t.rejects(restore(changed, dataFolder), { code: 'backup.file-damaged', params: { path } }, path)
    t.notOk(existsSync(dataFolder))
    t.notOk(existsSync(`${dataFolder}.restoring`))
  }
})

t.test('a manifest that leads elsewhere, or is none, is refused', async (t) => {
  const { place, folder, manifest } = await backedUp(t)
  const tryWith = async (changes: object | string) => {
    const content = typeof changes === 'string' ? changes : JSON.stringify({ ...manifest, ...changes })
    writeFileSync(join(folder, 'manifest.json'), content)
    await t.rejects(restore(folder, join(place, 'restored')), { code: 'backup.not-a-backup' })
  }
  const file = (path: string): Manifest['files'][number] => ({ path, bytes: 1, sha256: 'a'.repeat(64), secret: true })
  for (const path of ['../evil', '/etc/evil', 'data/../../evil', 'other']) {
    await tryWith({ files: [...manifest.files, file(path)] })
  }
  await tryWith({ files: [] })
  await tryWith({ format: 2 })
  await tryWith('{')
})

t.test('data that is in use, a folder that is taken, and the data folder itself are left alone', async (t) => {
  const { place, dataFolder, folder } = await backedUp(t)
  await t.rejects(restore(folder, dataFolder), { code: 'backup.data-in-use' })
  await t.rejects(backUp(dataFolder, folder), { code: 'backup.target-taken' })
  await t.rejects(backUp(dataFolder, join(dataFolder, 'backup')), { code: 'backup.target-inside' })
  await t.rejects(backUp(join(place, 'nothing'), join(place, 'other')), { code: 'backup.no-database' })
  t.same(
    readdirSync(place).filter((name) => name.includes('unfinished')),
    [],
  )
})

t.test('a damaged database is found when it is backed up', async (t) => {
  const { place, dataFolder } = await backedUp(t)
  const file = join(dataFolder, 'portal.db')
  const content = readFileSync(file)
  content.fill(0xff, 4096 * 3, 4096 * 6)
  writeFileSync(file, content)
  await t.rejects(backUp(dataFolder, join(place, 'second')), { code: /^(storage.database-damaged|SQLITE_)/ })
  t.notOk(existsSync(join(place, 'second')))
})

t.test('a record that was changed before the backup is found by it', async (t) => {
  const { place, dataFolder } = await backedUp(t)
  const portal = await openStored(dataFolder)
  await leaveEntry(portal, 'thing:2')
  await portal.database.orm.em
    .fork()
    .execute(`update core_audit_entry set entry = replace(entry, 'thing:2', 'thing:9')`)
  await portal.close()
  await t.rejects(backUp(dataFolder, join(place, 'second')), { code: 'backup.log-broken' })
})
