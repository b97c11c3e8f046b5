import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { loadOrCreateKey, readPublicKey } from '../../src/audit/key.ts'
import { checkpointFile } from '../../src/audit/kept-checkpoint.ts'
import { settleLog } from '../../src/audit/settle-log.ts'
import { verifyLog } from '../../src/audit/verify.ts'
import { systemClock } from '../../src/base/clock.ts'
import { createBackup } from '../../src/portal/backup/create-backup.ts'
import { restoreBackup } from '../../src/portal/backup/restore-backup.ts'
import type { Portal } from '../../src/portal/create-portal.ts'
import { openPortalVault } from '../../src/portal/open-portal-vault.ts'
import { entitiesOf } from '../../src/portal/schema-set.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { deletionListFile, noteErasures } from '../../src/vault/deletion-list.ts'
import { destroyKeys, openJson, sealJson } from '../../src/vault/vault.ts'
import { databaseIn, leaveEntry, openStored, temporaryFolder } from './stored-portal.ts'

t.setTimeout(120_000)

const anna = '0190a1b2-0000-7000-8000-00000000000a'
const place = { table: 'letter', id: '1', column: 'text' }

/** A portal that was backed up, and in which more happened afterwards: two entries, and Anna was erased. */
async function livedOn(t: Test) {
  const folder = temporaryFolder(t)
  const dataFolder = join(folder, 'data')
  const portal = await openStored(dataFolder)
  const sealed = await unitOfWork(portal.database, (em) => sealJson(em, anna, place, 'secret of Anna'))
  await leaveEntry(portal, 'thing:1')
  const backup = join(folder, 'backup')
  const database = databaseIn(dataFolder)
  await createBackup({ folder: backup, dataFolder, database, plugins: {}, clock: systemClock })
  await unitOfWork(portal.database, (em) => destroyKeys(em, [anna]))
  await noteErasures(portal.database, deletionListFile(dataFolder))
  await leaveEntry(portal, 'thing:2')
  await leaveEntry(portal, 'thing:3')
  await portal.close()
  return { folder, dataFolder, backup, sealed, target: join(folder, 'target') }
}

const restore = (folder: string, dataFolder: string, more: { oldData?: string; erasedList?: string } = {}) =>
  restoreBackup({ folder, dataFolder, database: databaseIn(dataFolder), ...more })

/** What `kreiswerk audit resume` does. */
async function resume(
  portal: Pick<Portal, 'assembly'>,
  dataFolder: string,
  newest: string | null,
  loss: string | null,
) {
  const database = await openDatabase({ url: databaseIn(dataFolder), entities: entitiesOf(portal.assembly.plugins) })
  try {
    await openPortalVault(database, dataFolder)
    const key = await loadOrCreateKey(dataFolder, 'unused')
    return await settleLog(database, { dataFolder, key, clock: systemClock, newest, loss })
  } finally {
    await database.close()
  }
}

/** Any portal: `resume` needs to know what is installed. */
const assemblyOf = async (t: Test) => {
  const portal = await openStored(join(temporaryFolder(t), 'data'))
  await portal.close()
  return portal
}

async function isReadable(dataFolder: string, sealed: string): Promise<boolean> {
  const portal = await openStored(dataFolder)
  try {
    return (await openJson(portal.database.em(), place, sealed)) !== null
  } finally {
    await portal.close()
  }
}

t.test('who was erased after the backup stays erased: the newer list is taken over from the old data', async (t) => {
  const { dataFolder, backup, sealed, target } = await livedOn(t)
  t.match(await restore(backup, target, { oldData: dataFolder }), { erasures: 1, held: 'entries-missing' })
  await resume(await assemblyOf(t), target, null, 'disk lost')
  t.notOk(await isReadable(target, sealed))
  t.match(readFileSync(join(target, 'erased.jsonl'), 'utf8'), anna)
})

t.test('the same from a list kept apart, and from one that lies in the empty data folder', async (t) => {
  const { folder, dataFolder, backup, sealed, target } = await livedOn(t)
  const apart = join(folder, 'apart.jsonl')
  cpSync(join(dataFolder, 'erased.jsonl'), apart)
  t.match(await restore(backup, target, { erasedList: apart }), { erasures: 1 })
  const other = join(folder, 'other')
  mkdirSync(other)
  cpSync(join(dataFolder, 'erased.jsonl'), join(other, 'erased.jsonl'))
  t.match(await restore(backup, other), { erasures: 1 })
  const assembly = await assemblyOf(t)
  for (const data of [target, other]) {
    await resume(assembly, data, null, 'disk lost')
    t.notOk(await isReadable(data, sealed), data)
  }
  t.equal(deletionListFile('/data', { KREISWERK_ERASED_LIST: '/mnt/erased' }), '/mnt/erased')
})

t.test('without a newer list the person would be back: the test above can fail', async (t) => {
  const { backup, sealed, target } = await livedOn(t)
  t.match(await restore(backup, target), { erasures: 0 })
  await resume(await assemblyOf(t), target, null, 'disk lost')
  t.ok(await isReadable(target, sealed))
})

t.test(
  'a list whose last line is half-written keeps the others, and the next one gets a line of its own',
  async (t) => {
    const { dataFolder, backup, sealed, target } = await livedOn(t)
    const half = '{"subject":"0190a1b2-0000-7000'
    appendFileSync(join(dataFolder, 'erased.jsonl'), half)
    await restore(backup, target, { oldData: dataFolder })
    await resume(await assemblyOf(t), target, null, 'disk lost')
    t.notOk(await isReadable(target, sealed))
    appendFileSync(join(target, 'erased.jsonl'), half)
    const portal = await openStored(target)
    await unitOfWork(portal.database, (em) => sealJson(em, 'bert', place, 'secret of Bert'))
    await unitOfWork(portal.database, (em) => destroyKeys(em, ['bert']))
    t.equal(await noteErasures(portal.database, join(target, 'erased.jsonl')), 1)
    await portal.close()
    t.match(readFileSync(join(target, 'erased.jsonl'), 'utf8'), `${half}\n{"subject":"bert"`)
  },
)

t.test('after a restore without any newer checkpoint the audit log is held until one is shown', async (t) => {
  const { folder, dataFolder, backup, target } = await livedOn(t)
  t.match(await restore(backup, target), { held: 'no-checkpoint' })
  await t.rejects(openStored(target), { code: 'audit.restored', params: { size: 1 } })
  const assembly = await assemblyOf(t)
  await t.rejects(resume(assembly, target, null, null), { code: 'audit.restored' })
  const newest = (await checkpointFile(dataFolder).read()) ?? ''
  await t.rejects(resume(assembly, target, newest, null), {
    code: 'audit.rollback-detected',
    params: { size: 1, keptSize: 3 },
  })
  await t.rejects(resume(assembly, target, newest.replace('\n3\n', '\n1\n'), null), { code: 'audit.log-damaged' })
  await t.rejects(openStored(target), { code: 'audit.restored' }, 'still held')

  const older = (await checkpointFile(join(folder, 'backup/data')).read()) ?? ''
  t.match(await resume(assembly, target, older, null), { size: 1, evidence: [] })
  await (await openStored(target)).close()
})

t.test('a checkpoint older than the backup shows nothing: neither restore nor resume goes on from it', async (t) => {
  const { folder, dataFolder, target } = await livedOn(t)
  const copies = join(folder, 'copies')
  cpSync(join(dataFolder, 'audit/checkpoint'), join(copies, 'audit/checkpoint'))
  const portal = await openStored(dataFolder)
  await leaveEntry(portal, 'thing:4')
  const backup = join(folder, 'later')
  await createBackup({ folder: backup, dataFolder, database: databaseIn(dataFolder), plugins: {}, clock: systemClock })
  await leaveEntry(portal, 'thing:5')
  await portal.close()

  t.match(await restore(backup, target, { oldData: copies }), { held: 'older-checkpoint' })
  await t.rejects(openStored(target), { code: 'audit.restored', params: { size: 4 } })
  const assembly = await assemblyOf(t)
  const older = await checkpointFile(copies).read()
  await t.rejects(resume(assembly, target, older, null), {
    code: 'audit.checkpoint-too-old',
    params: { shownSize: 3, size: 4 },
    message: /Name a newer checkpoint, or accept the loss with --accept-loss/,
  })
  await t.rejects(openStored(target), { code: 'audit.restored' }, 'still held')
  t.match(await resume(assembly, target, older, 'Disk lost'), { size: 5, evidence: [] })
  await (await openStored(target)).close()
})

t.test('a data folder that is held itself does not know the newest checkpoint, nor does a backup of it', async (t) => {
  const { folder, backup, target } = await livedOn(t)
  await restore(backup, target)
  const again = join(folder, 'again')
  t.match(await restore(backup, again, { oldData: target }), { held: 'no-checkpoint' })
  const ofHeld = join(folder, 'of-held')
  await createBackup({
    folder: ofHeld,
    dataFolder: target,
    database: databaseIn(target),
    plugins: {},
    clock: systemClock,
  })
  const third = join(folder, 'third')
  t.match(await restore(ofHeld, third, { oldData: join(backup, 'data') }), { held: 'no-checkpoint' })
  await t.rejects(openStored(third), { code: 'audit.restored', params: { size: 1 } })
})

t.test('of several checkpoints that a restored log does not continue, that of the longest log holds it', async (t) => {
  const { dataFolder, backup, target, folder } = await livedOn(t)
  cpSync(join(dataFolder, 'audit/checkpoint'), join(target, 'audit/checkpoint'))
  const portal = await openStored(dataFolder)
  await leaveEntry(portal, 'thing:4')
  await portal.close()
  t.match(await restore(backup, target, { oldData: dataFolder }), { held: 'entries-missing' })
  t.equal(await checkpointFile(target).read(), await checkpointFile(dataFolder).read())
  t.notOk(existsSync(join(folder, 'target.restoring')))
})

t.test('a newer checkpoint of the old data holds the log; its loss is accepted only in the log itself', async (t) => {
  const { dataFolder, backup, target } = await livedOn(t)
  t.match(await restore(backup, target, { oldData: dataFolder }), { held: 'entries-missing' })
  await t.rejects(openStored(target), { code: 'audit.rollback-detected', params: { size: 1, keptSize: 3 } })
  const assembly = await assemblyOf(t)
  await t.rejects(resume(assembly, target, null, null), { code: 'audit.rollback-detected' })
  const { size, evidence } = await resume(assembly, target, null, 'Disk lost, decided by the mayor')
  t.equal(size, 2)
  t.equal(readFileSync(evidence[0]!, 'utf8'), await checkpointFile(dataFolder).read(), 'what was signed is kept')

  const portal = await openStored(target)
  t.teardown(() => portal.close())
  await leaveEntry(portal, 'thing:new')
  const publicKey = (await readPublicKey(target)) ?? ''
  const second = await checkpointFile(target).read()
  t.match(await verifyLog(portal.database.em(), { publicKey, secondCheckpoint: second }), { ok: true, size: 3 })
  t.match(await portal.database.em().execute(`select entry from core_audit_entry where log_index = 1`), [
    { entry: /core\.acceptLoss/ },
  ])
  const before = await verifyLog(portal.database.em(), {
    publicKey,
    secondCheckpoint: readFileSync(evidence[0]!, 'utf8'),
  })
  t.notOk(before.ok, 'whoever holds the lost checkpoint still sees that the log is another one')
})

t.test('a restore of the newest state goes on at once', async (t) => {
  const { folder, dataFolder, target } = await livedOn(t)
  const latest = join(folder, 'latest')
  await createBackup({
    folder: latest,
    dataFolder,
    database: databaseIn(dataFolder),
    plugins: {},
    clock: systemClock,
  })
  t.match(await restore(latest, target, { oldData: dataFolder }), { held: null, erasures: 0 })
  await (await openStored(target)).close()
})

t.test('a backup holds no files of requests under way', async (t) => {
  const { folder, dataFolder } = await livedOn(t)
  mkdirSync(join(dataFolder, 'uploads'), { recursive: true })
  writeFileSync(join(dataFolder, 'uploads/abc'), 'half a request')
  const backup = join(folder, 'second')
  await createBackup({ folder: backup, dataFolder, database: databaseIn(dataFolder), plugins: {}, clock: systemClock })
  t.notOk(existsSync(join(backup, 'data/uploads')))
  t.ok(readdirSync(join(backup, 'data')).includes('erased.jsonl'))
})
