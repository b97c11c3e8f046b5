import t from 'tap'
import { acquireLease, releaseLease } from '../../src/audit/sequencer-lease.ts'
import { LeaseLost, sequence } from '../../src/audit/sequence.ts'
import { startSequencer } from '../../src/audit/sequencer.ts'
import { appendAudit } from '../../src/audit/append.ts'
import { verifyLog } from '../../src/audit/verify.ts'
import type { Database } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { openTestDatabase, testDatabaseUrl } from '../../src/testing/databases.ts'
import type { OpenTestDatabase } from '../../src/testing/databases.ts'
import { fact, openAudit, testLog } from './fixture.ts'

/** A log, and a second connection to it as of another process. */
async function twoProcesses(t: Parameters<typeof openTestDatabase>[0]) {
  const url = await testDatabaseUrl(t, 'postgres')
  const open: OpenTestDatabase = (options) => openTestDatabase(t, url, options)
  const log = await testLog(t, open)
  return { log, one: log.database, other: await openAudit(open) }
}

const append = (database: Database) => unitOfWork(database, (em) => appendAudit(em, fact(1)))
const waiting = async (database: Database) =>
  (await database.em().execute('select 1 from core_audit_entry where log_index is null')).length

t.test('of several processes the database elects one; it takes the entries of all', async (t) => {
  const { log, one, other } = await twoProcesses(t)
  const first = startSequencer(one, { ...log.options, interval: 60_000 })
  await first.flush()
  const second = startSequencer(other, { ...log.options, interval: 60_000 })
  await append(other)
  await second.flush()
  t.strictSame([first.isElected, second.isElected], [true, false])
  t.equal(second.problem, null, 'to stand by is no fault')
  await first.flush()
  t.equal(await waiting(one), 0)

  await append(one)
  await first.stop()
  await append(other)
  await second.flush()
  t.ok(second.isElected, 'when one ends, another goes on at once')
  t.equal(await waiting(one), 0)
  await second.stop()
})

t.test('of many that ask at once one is elected, and each election has a number of its own', async (t) => {
  const { one, other } = await twoProcesses(t)
  const asked = Array.from({ length: 20 }, (_, at) => acquireLease(at % 2 ? one : other, `asker ${at}`))
  t.strictSame(
    (await Promise.all(asked)).filter((lease) => lease !== null),
    [{ epoch: 1 }],
  )
  t.equal(await acquireLease(other, 'other'), null)
  await releaseLease(one, { epoch: 1 })
  t.strictSame(await acquireLease(other, 'other'), { epoch: 2 })
  await releaseLease(one, { epoch: 1 })
  t.strictSame(await acquireLease(other, 'other'), { epoch: 3 }, 'whoever lost only its own need not wait for it')
  t.equal(await acquireLease(one, 'one'), null, 'an earlier holder cannot give away what is no longer its own')
})

t.test('who was held up and lost the log meanwhile can write nothing more into it', async (t) => {
  const { log, one, other } = await twoProcesses(t)
  const lost = (await acquireLease(one, 'one'))!
  await one.em().getConnection('write').execute('update core_audit_sequencer set held_until = 0')
  const held = (await acquireLease(other, 'other'))!
  await append(one)
  await t.rejects(sequence(one, log.options, lost), new LeaseLost())
  t.equal(await waiting(one), 1, 'nothing was taken')
  t.equal(await acquireLease(one, 'one'), null)
  t.strictSame(await sequence(other, log.options, held), { size: 1, isFull: false })
})

t.test('a checkpoint that comes late does not replace the newer one in the second place', async (t) => {
  const { log, one, other } = await twoProcesses(t)
  const { kept } = log.options
  let reads = 0
  const late = {
    ...kept,
    async read() {
      reads += 1
      // After its commit it is held up, and another process goes on.
      if (reads === 2) {
        await append(other)
        t.strictSame(await sequence(other, log.options), { size: 2, isFull: false })
      }
      return kept.read()
    },
  }
  await append(one)
  t.strictSame(await sequence(one, { ...log.options, kept: late }), { size: 1, isFull: false })
  t.match(await kept.read(), /\n2\n/)
  const secondCheckpoint = await kept.read()
  const { findings } = await verifyLog(one.em(), { publicKey: log.publicKey, secondCheckpoint }, () => {})
  t.strictSame(findings, [])
})
