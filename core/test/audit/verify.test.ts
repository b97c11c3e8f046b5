import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { eraseAuditDetails } from '../../src/audit/erase.ts'
import { formatReport } from '../../src/audit/report.ts'
import type { Tables } from '../../src/audit/tables.ts'
import { verifyLog } from '../../src/audit/verify.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { attacks, size } from './attacks.ts'
import { promised } from './promised.ts'
import { raw, testLog, type TestLog } from './fixture.ts'

const tables = ['entry', 'detail', 'tile', 'checkpoint']

async function buildLog(log: TestLog): Promise<string[]> {
  const ids: string[] = []
  for (const count of [3, 300, 1]) {
    ids.push(...(await log.append(count)))
    await log.sequence()
  }
  ids.push(...(await log.append(395)), ...(await log.append(1, { name: 'Anna' })))
  await log.sequence()
  return ids
}

t.test('everything that is promised is among the attacks', (t) => {
  const tried = new Set(attacks.map(({ name }) => name))
  for (const [word, names] of Object.entries(promised)) {
    t.ok(names.length > 0 && names.every((name) => tried.has(name)), word)
  }
  t.end()
})

eachDatabase(t, 'each attack is named, with its entry, and nothing else is', async (t, open) => {
  const log = await testLog(t, open)
  const ids = await buildLog(log)
  const kept = readFileSync(join(log.folder, 'audit/checkpoint'), 'utf8')
  for (const table of tables) await log.attack(`create table saved_${table} as select * from core_audit_${table}`)

  const options = { publicKey: log.publicKey, secondCheckpoint: kept }
  const clean = await verifyLog(log.database.em(), options)
  t.match(clean, { ok: true, size, waiting: 0, compared: true, findings: [], more: 0 })
  t.match(formatReport(clean), /^The audit log is intact: 700 entries\.\nRoot: \S+=\n$/)

  for (const attack of attacks) {
    const flip = (hashes: Buffer, at: number) =>
      Buffer.from(hashes.map((byte, place) => (place === at ? byte ^ 1 : byte)))
    await unitOfWork(log.database, async (em) => {
      const sql = (statement: string) =>
        raw(
          em,
          statement.replaceAll(/\{(\d+)\}/g, (_, index) => ids[Number(index)]!),
        )
      await attack.run({ log, rows: rowsOf<Tables>(em), ids, sql, flip })
    })
    const secondCheckpoint = attack.second ? attack.second(kept, log) || null : kept
    const report = await verifyLog(log.database.em(), { publicKey: log.publicKey, secondCheckpoint })
    t.notOk(report.ok)
    t.match(report.findings, attack.found(ids), attack.name)
    t.equal(report.findings.length, attack.found(ids).length, `${attack.name}, and nothing else`)
    if (report.findings.length !== attack.found(ids).length) t.comment(report.findings)
    for (const locale of ['de', 'en'] as const) t.notMatch(formatReport(report, locale), /audit\.|\{|undefined/)
    for (const table of tables) {
      await log.attack(`delete from core_audit_${table}`)
      await log.attack(`insert into core_audit_${table} select * from saved_${table}`)
    }
  }
})

eachDatabase(t, 'erased details leave the log valid', async (t, open) => {
  const log = await testLog(t, open)
  const ids = await log.append(5, { name: 'Anna' })
  await log.sequence()
  t.equal(await unitOfWork(log.database, (em) => eraseAuditDetails(em, ids.slice(0, 4))), 4)
  const secondCheckpoint = readFileSync(join(log.folder, 'audit/checkpoint'), 'utf8')
  t.match(await verifyLog(log.database.em(), { publicKey: log.publicKey, secondCheckpoint }), { ok: true, size: 5 })
})

eachDatabase(t, 'entries that wait are no finding, and a log without entries is intact', async (t, open) => {
  const log = await testLog(t, open)
  const options = { publicKey: log.publicKey }
  t.match(await verifyLog(log.database.em(), options), { ok: true, size: 0, waiting: 0, compared: false })
  await log.append(2)
  const report = await verifyLog(log.database.em(), options)
  t.match(report, { ok: true, size: 0, waiting: 2 })
  t.match(formatReport(report, 'de'), /2 Einträge warten/)
})

eachDatabase(t, 'a log that grows while it is read is intact', async (t, open) => {
  const log = await testLog(t, open)
  await log.append(1500)
  await log.sequence()
  const secondCheckpoint = readFileSync(join(log.folder, 'audit/checkpoint'), 'utf8')
  const growth: Promise<unknown>[] = []
  const report = await verifyLog(log.database.em(), { publicKey: log.publicKey, secondCheckpoint }, () => {
    growth.push(log.append(10).then(() => log.sequence()))
  })
  await Promise.all(growth)
  t.match(report, { ok: true, findings: [] })
  t.ok(growth.length > 1)
})
