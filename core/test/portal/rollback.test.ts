import { cpSync, copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkpointFile } from '../../src/audit/kept-checkpoint.ts'
import { readPublicKey } from '../../src/audit/key.ts'
import { verifyLog } from '../../src/audit/verify.ts'
import { createPortal } from '../../src/portal/create-portal.ts'
import type { Portal } from '../../src/portal/create-portal.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { postgresServer } from '../../src/testing/postgres.ts'
import { testDeployment } from '../../src/testing/test-deployment.ts'
import { leaveEntry, temporaryFolder } from './stored-portal.ts'

t.setTimeout(120_000)

const open = (dataFolder: string, database: string): Promise<Portal> =>
  createPortal(testDeployment([]), {
    folder: dataFolder,
    dataFolder,
    origin: 'http://localhost',
    database,
    migrate: true,
    worker: false,
  })

/** Copies a whole database to the address `to`, as somebody would who sets it back. */
async function copyDatabase(from: string, to: string): Promise<void> {
  if (from.startsWith('sqlite:')) {
    const [source, target] = [from, to].map((url) => url.slice('sqlite:'.length))
    for (const ending of ['-wal', '-shm']) rmSync(`${target}${ending}`, { force: true })
    return copyFileSync(source!, target!)
  }
  const server = await postgresServer()
  const nameOf = (url: string) => new URL(url).pathname.slice(1)
  await server.dropDatabase(nameOf(to))
  const administration = await openDatabase({ url: server.url, entities: [] })
  await administration.orm.em.fork().execute(`create database "${nameOf(to)}" template "${nameOf(from)}"`)
  await administration.close()
}

eachDatabase(t, 'a database that was set back, or went another way, is refused at start', async (t, _open, { url }) => {
  const dataFolder = join(temporaryFolder(t), 'data')
  const older = `${url}_older`
  t.teardown(async () => {
    if (!url.startsWith('sqlite:')) await (await postgresServer()).dropDatabase(new URL(older).pathname.slice(1))
  })
  const first = await open(dataFolder, url)
  await leaveEntry(first, 'thing:1')
  await first.close()
  await copyDatabase(url, older)
  const second = await open(dataFolder, url)
  await leaveEntry(second, 'thing:2')
  await second.close()
  const kept = await checkpointFile(dataFolder).read()
  const publicKey = (await readPublicKey(dataFolder)) ?? ''

  await copyDatabase(older, url)
  await t.rejects(open(dataFolder, url), { code: 'audit.rollback-detected', params: { size: 1, keptSize: 2 } })

  const elsewhere = `${dataFolder}-elsewhere`
  cpSync(dataFolder, elsewhere, { recursive: true })
  rmSync(join(elsewhere, 'audit/checkpoint'))
  const forked = await open(elsewhere, url)
  for (const thing of ['thing:A', 'thing:B']) await leaveEntry(forked, thing)
  const report = await verifyLog(forked.database.em(), { publicKey, secondCheckpoint: kept })
  t.match(report, { ok: false, findings: [{ kind: 'forked' }] }, 'the verifier sees the fork')
  await forked.close()
  await t.rejects(open(dataFolder, url), { code: 'audit.rollback-detected', params: { size: 3, keptSize: 2 } })
})
