import type { Test } from 'tap'
import { readPublicKey } from '../../core/src/audit/key.ts'
import { checkpointFile } from '../../core/src/audit/kept-checkpoint.ts'
import { verifyLog } from '../../core/src/audit/verify.ts'
import { entities as auditEntities } from '../../core/src/audit/tables.ts'
import { masterKeyFile, openMasterKeys } from '../../core/src/vault/master-keys.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import type { RowOf } from '../../core/src/storage/rows.ts'
import { openRows, openVault } from '../../core/src/vault/vault.ts'
import { Report } from '../../plugins/feedback/src/report/report.ts'
import { openDatabase } from '../../core/src/storage/database.ts'
import type { Database } from '../../core/src/storage/database.ts'
import type { Ledger } from './load.ts'

/** Checks that what was acknowledged is there exactly once, that nothing was paid twice, and that the audit log is intact. */
export async function assertPromises(t: Test, url: string, dataFolder: string, ledger: Ledger): Promise<void> {
  const database = await openDatabase({ url, entities: [...auditEntities, Report] })
  openVault(database, await openMasterKeys(masterKeyFile(dataFolder), async () => false))
  try {
    const reports = await countReports(database)
    const orders = await counted(database, 'select name, sum(settled) as times from orders_order group by name')
    const rows = await counted(database, 'select name, count(*) as times from orders_order group by name')
    const wrong = (names: string[], times: Map<string, number>) => names.filter((name) => times.get(name) !== 1)
    t.same(wrong(ledger.reports, reports), [], 'every acknowledged report is there once')
    t.same(wrong(ledger.paid, orders), [], 'every acknowledged payment is settled once')
    t.same(wrong(ledger.paid, rows), [], 'and its order is there once')
    t.same(
      [...orders].filter(([, times]) => times > 1),
      [],
      'nothing is settled twice',
    )
    t.same(
      await database
        .em()
        .execute("select claim_id from core_payment where state = 'payed' group by claim_id having count(*) > 1"),
      [],
      'no claim has two payments',
    )
    t.same(ledger.surprises, [], 'no answer was a fault')
    const publicKey = await readPublicKey(dataFolder)
    const secondCheckpoint = await checkpointFile(dataFolder).read()
    const report = await verifyLog(database.em(), { publicKey: publicKey!, secondCheckpoint }, () => {})
    t.same(report.findings, [], 'the audit log is intact')
    t.ok(report.size > 0)
    if (database.engine === 'sqlite') {
      t.match(await database.em().execute('pragma integrity_check'), [{ integrity_check: 'ok' }])
    }
  } finally {
    await database.close()
  }
}

async function countReports(database: Database): Promise<Map<string, number>> {
  const em = database.em()
  const sealed = await rowsOf<{ feedback_report: RowOf<typeof Report> }>(em)
    .selectFrom('feedback_report')
    .select(['id', 'text'])
    .execute()
  const times = new Map<string, number>()
  for (const { text } of await openRows(em, Report, sealed)) times.set(text ?? '', (times.get(text ?? '') ?? 0) + 1)
  return times
}

async function counted(database: Database, query: string): Promise<Map<string, number>> {
  const rows = await database.em().execute<{ name: string; times: number | string }[]>(query)
  return new Map(rows.map(({ name, times }) => [name, Number(times)]))
}
