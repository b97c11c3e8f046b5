import t from 'tap'
import { openDatabase } from '../../core/src/storage/database.ts'
import type { Database } from '../../core/src/storage/database.ts'
import { startSamplePortal } from '../sample-portal.ts'
import type { SamplePortal } from '../sample-portal.ts'

t.setTimeout(180_000)

interface Attack {
  name: string
  /** SQL that an attacker with the database runs; `undo` brings the rows back. */
  attack: (entries: readonly Entry[]) => string[]
  undo: (entries: readonly Entry[]) => string[]
  finding: string
  /** Which of the entries must be named. */
  named: number[]
}

interface Entry {
  id: string
  entry: string
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const write = ({ id }: Entry, entry: string) =>
  `update core_audit_entry set entry = ${quoted(entry)} where id = ${quoted(id)}`
const place = ({ id }: Entry, index: number | null) =>
  `update core_audit_entry set log_index = ${index} where id = ${quoted(id)}`

const copyTo = (target: string, source: Entry, index: number) =>
  `insert into ${target} select ${quoted(inserted)}, entry, leaf_hash, ${index} from core_audit_entry where id = ${quoted(source.id)}`
const inserted = '01900000-0000-7000-8000-000000000001'

const attacks: Attack[] = [
  {
    name: 'a flipped byte',
    attack: (entries) => [write(entries[1]!, entries[1]!.entry.replace('report', 'repord'))],
    undo: (entries) => [write(entries[1]!, entries[1]!.entry)],
    finding: 'changed',
    named: [1],
  },
  {
    name: 'a deleted row',
    attack: (entries) => [
      `create table stolen as select * from core_audit_entry where id = ${quoted(entries[2]!.id)}`,
      `delete from core_audit_entry where id = ${quoted(entries[2]!.id)}`,
    ],
    undo: () => ['insert into core_audit_entry select * from stolen', 'drop table stolen'],
    finding: 'deleted',
    named: [2],
  },
  {
    name: 'an inserted row',
    attack: (entries) => [copyTo('core_audit_entry', entries[0]!, 9_999)],
    undo: () => [`delete from core_audit_entry where id = ${quoted(inserted)}`],
    finding: 'inserted',
    named: [],
  },
  {
    name: 'swapped rows',
    attack: (entries) => [place(entries[1]!, null), place(entries[3]!, 1), place(entries[1]!, 3)],
    undo: (entries) => [place(entries[1]!, null), place(entries[3]!, 3), place(entries[1]!, 1)],
    finding: 'found in another place',
    named: [1, 3],
  },
]

for (const engine of ['sqlite', 'postgres'] as const) {
  await t.test(`kreiswerk audit verify names what was done to the log (${engine})`, async (t) => {
    const portal = await startSamplePortal(t, engine)
    for (let report = 1; report <= 5; report += 1) await sendReport(portal, report)
    await portal.stop()
    t.match(await portal.command('audit', 'verify'), 'intact')

    const database = await openDatabase({ url: portal.database, entities: [] })
    t.teardown(() => database.close())
    const entries = await readEntries(database)
    for (const { name, attack, undo, finding, named } of attacks) {
      await runAll(database, attack(entries))
      const report = await portal.command('audit', 'verify').then(
        () => 'no finding',
        (error: Error) => error.message,
      )
      t.match(report, finding, name)
      for (const index of named) t.match(report, entries[index]!.id, `${name}: names entry ${index}`)
      if (named.length === 0) t.match(report, inserted, `${name}: names the row`)
      await runAll(database, undo(entries))
    }
    t.match(await portal.command('audit', 'verify'), 'intact', 'and nothing when all is as it was')
  })
}

async function sendReport({ origin }: SamplePortal, number: number): Promise<void> {
  const answer = await fetch(`${origin}/api/feedback/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ page: '/start', text: `Barriere ${number}` }),
  })
  if (!answer.ok) throw new Error(`The report was answered with ${answer.status}`)
}

async function readEntries(database: Database): Promise<Entry[]> {
  const rows: Entry[] = await database.em().execute('select id, entry from core_audit_entry order by log_index')
  return rows
}

async function runAll(database: Database, statements: readonly string[]): Promise<void> {
  const em = database.em()
  await em.transactional(async (inside) => {
    for (const statement of statements) await inside.execute(statement)
  })
}
