// What "PostgreSQL" under "Back up" in docs/operate.md says, step by step.
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import { appendAudit } from '../../core/src/audit/append.ts'
import { holdRestored } from '../../core/src/audit/hold-restored.ts'
import { checkpointFile } from '../../core/src/audit/kept-checkpoint.ts'
import { loadOrCreateKey, readPublicKey } from '../../core/src/audit/key.ts'
import { settleLog } from '../../core/src/audit/settle-log.ts'
import { verifyLog } from '../../core/src/audit/verify.ts'
import { systemClock } from '../../core/src/base/clock.ts'
import { createPortal } from '../../core/src/portal/create-portal.ts'
import type { Portal } from '../../core/src/portal/create-portal.ts'
import { openPortalVault } from '../../core/src/portal/open-portal-vault.ts'
import { entitiesOf } from '../../core/src/portal/schema-set.ts'
import { openDatabase } from '../../core/src/storage/database.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { postgresServer, startPostgres } from '../../core/src/testing/postgres.ts'
import { testDeployment } from '../../core/src/testing/test-deployment.ts'
import { deletionListFile, noteErasures } from '../../core/src/vault/deletion-list.ts'
import { destroyKeys, openJson, sealJson } from '../../core/src/vault/vault.ts'

t.setTimeout(180_000)

const anna = '0190a1b2-0000-7000-8000-00000000000a'
const place = { table: 'letter', id: '1', column: 'text' }

const open = (dataFolder: string, database: string): Promise<Portal> =>
  createPortal(testDeployment([]), {
    folder: dataFolder,
    dataFolder,
    origin: 'http://localhost',
    database,
    migrate: true,
    worker: false,
  })

async function leaveEntry(portal: Portal, object: string): Promise<void> {
  const fact = { at: new Date(), actor: null, realm: 'system', action: 'test.done', plugin: 'test' } as const
  await unitOfWork(portal.database, (em) => appendAudit(em, { ...fact, object, correlationId: object }))
  await portal.sequencer.flush()
}

/** Copies the folder of a running server, as `pg_basebackup` does over the wire. */
async function baseBackup(server: { url: string; folder: string }, to: string): Promise<void> {
  const connection = await openDatabase({ url: server.url, entities: [] })
  const em = connection.orm.em.fork()
  try {
    // The session that begins a backup has to end it.
    await em.transactional(async (session) => {
      await session.execute(`select pg_backup_start('kreiswerk', true)`)
      execFileSync('cp', ['-a', server.folder, to])
      const [label] = await session.execute<{ labelfile: string }[]>('select labelfile from pg_backup_stop(false)')
      rmSync(join(to, 'postmaster.pid'), { force: true })
      rmSync(join(to, 'pg_wal'), { recursive: true })
      execFileSync('cp', ['-a', join(server.folder, 'pg_wal'), to])
      writeFileSync(join(to, 'backup_label'), label!.labelfile)
      const { uid, gid } = statSync(join(to, 'PG_VERSION'))
      chownSync(join(to, 'backup_label'), uid, gid)
    })
  } finally {
    await connection.close()
  }
}

interface Tools {
  /** The address of the portal's database. */
  url: string
  /** Copies it to this place while the portal writes. */
  take(to: string): Promise<void>
  /** Brings the copy back and returns its address. */
  bring(from: string): Promise<string>
}

/** Backs a portal up in the order of the guide, lets it live on, loses it, and restores it. */
async function backUpAndRestore(t: Test, { url, take, bring }: Tools): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-base-backup-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const dataFolder = join(folder, 'data')
  const portal = await open(dataFolder, url)
  const sealed = await unitOfWork(portal.database, (em) => sealJson(em, anna, place, 'secret of Anna'))
  const { hash } = await portal.runtime.blobs.put(Buffer.from('a file'), { mediaType: 'text/plain' })
  await leaveEntry(portal, 'thing:1')
  const early = await checkpointFile(dataFolder).read()
  await leaveEntry(portal, 'thing:2')

  const backup = join(folder, 'backup')
  mkdirSync(join(backup, 'data'), { recursive: true })
  const over = new AbortController()
  const writing = (async () => {
    for (let n = 3; !over.signal.aborted; n += 1) await leaveEntry(portal, `thing:${n}`)
  })()
  cpSync(join(dataFolder, 'audit'), join(backup, 'data/audit'), { recursive: true })
  for (const key of ['secret.key', 'master.key']) cpSync(join(dataFolder, key), join(backup, 'data', key))
  await take(join(backup, 'database'))
  cpSync(join(dataFolder, 'blobs'), join(backup, 'data/blobs'), { recursive: true })
  over.abort()
  await writing

  await unitOfWork(portal.database, (em) => destroyKeys(em, [anna]))
  await noteErasures(portal.database, deletionListFile(dataFolder))
  await leaveEntry(portal, 'thing:last')
  await portal.close()

  const address = await bring(join(backup, 'database'))
  const data = join(folder, 'restored')
  cpSync(join(backup, 'data'), data, { recursive: true })
  cpSync(join(dataFolder, 'erased.jsonl'), join(data, 'erased.jsonl'))
  const storage = await openDatabase({ url: address, entities: entitiesOf(portal.assembly.plugins) })
  await openPortalVault(storage, data)
  const key = await loadOrCreateKey(data, 'unused')
  const size = await holdRestored(storage, { dataFolder: data, key, clock: systemClock })
  await t.rejects(open(data, address), { code: 'audit.restored', params: { size } }, 'more may have been signed')
  const settle = (newest: string | null, loss: string | null = null) =>
    settleLog(storage, { dataFolder: data, key, clock: systemClock, newest, loss })
  await t.rejects(settle(null), { code: 'audit.restored' })
  await t.rejects(settle(early), { code: 'audit.checkpoint-too-old', params: { shownSize: 1, size } })
  const newest = await checkpointFile(dataFolder).read()
  await t.rejects(settle(newest), { code: 'audit.rollback-detected' }, 'the loss is noticed')
  const { evidence } = await settle(newest, 'Server lost')
  await storage.close()
  t.equal(evidence.length, 1)
  t.ok(evidence.every(existsSync))

  const again = await open(data, address)
  t.equal((await again.app.inject('/readyz')).statusCode, 200)
  t.equal(await openJson(again.database.em(), place, sealed), null, 'Anna stays erased')
  t.equal(await text(await again.runtime.blobs.open(hash)), 'a file')
  await leaveEntry(again, 'thing:new')
  const publicKey = (await readPublicKey(data)) ?? ''
  const secondCheckpoint = await checkpointFile(data).read()
  t.match(await verifyLog(again.database.em(), { publicKey, secondCheckpoint }), { ok: true, findings: [] })
  await again.close()
}

t.test('a base backup taken while the portal writes is restored: nobody is revived, no loss forgotten', async (t) => {
  const server = await startPostgres({ durable: true })
  t.teardown(() => server.stop())
  await backUpAndRestore(t, {
    url: await server.createDatabase('portal'),
    take: (to) => baseBackup(server, to),
    async bring(from) {
      const restored = await startPostgres({ durable: true, cluster: from })
      t.teardown(() => restored.stop())
      return at(restored.url, 'portal')
    },
  })
})

t.test('the same with pg_dump and pg_restore', async (t) => {
  const server = await postgresServer()
  const version = await majorOf(server.url)
  const tools = toolsVersion()
  if (tools < version) {
    return t.pass('dump', { skip: `this machine has no pg_dump of PostgreSQL ${version}, only ${tools || 'none'}` })
  }
  await backUpAndRestore(t, {
    url: await server.createDatabase('dumped'),
    take: async (to) => void execFileSync('pg_dump', ['--format=custom', `--file=${to}`, at(server.url, 'dumped')]),
    async bring(from) {
      const url = await server.createDatabase('undumped')
      execFileSync('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${url}`, from])
      return url
    },
  })
  for (const name of ['dumped', 'undumped']) await server.dropDatabase(name)
})

async function majorOf(url: string): Promise<number> {
  const database = await openDatabase({ url, entities: [] })
  const [row] = await database.em().execute<{ server_version_num: string }[]>('show server_version_num')
  await database.close()
  return Math.floor(Number(row?.server_version_num) / 10_000)
}

/** The major version of pg_dump on this machine; 0 without. */
function toolsVersion(): number {
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' })
  return Number(/ (\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

function at(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
