import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import t from 'tap'
import { appendAudit } from '../../src/audit/append.ts'
import { openCheckpoint } from '../../src/audit/checkpoint.ts'
import { loadOrCreateKey } from '../../src/audit/key.ts'
import { leafHash, rootOf } from '../../src/audit/merkle.ts'
import { startSequencer } from '../../src/audit/sequencer.ts'
import { sequence } from '../../src/audit/sequence.ts'
import { parseVerifierKey } from '../../src/audit/signed-note.ts'
import type { Tables } from '../../src/audit/tables.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { fact, openAudit, testLog, type TestLog } from './fixture.ts'

const entriesOf = (log: TestLog) =>
  rowsOf<Tables>(log.database.em()).selectFrom('core_audit_entry').selectAll().orderBy('logIndex').execute()

/** The log is whole: indexes without gap, and the last checkpoint has the root of the entries as they are stored. */
async function isWhole(log: TestLog, size: number): Promise<boolean> {
  const entries = await entriesOf(log)
  const note = readFileSync(join(log.folder, 'audit/checkpoint'), 'utf8')
  const kept = openCheckpoint(note, parseVerifierKey(log.publicKey))
  const root = rootOf(entries.map(({ entry }) => leafHash(entry)))
  return (
    !('problem' in kept) &&
    kept.size === size &&
    kept.root.equals(root) &&
    entries.length === size &&
    entries.every(({ logIndex }, index) => logIndex === index)
  )
}

eachDatabase(t, 'entries get their place in the order in which they are taken', async (t, open) => {
  const log = await testLog(t, open)
  t.equal(await log.sequence(), null)
  const first = await log.append(3)
  t.strictSame(await log.sequence(), { size: 3, isFull: false })
  const second = await log.append(600)
  t.strictSame(await log.sequence(), { size: 603, isFull: false })
  t.equal(await log.sequence(), null)
  t.ok(await isWhole(log, 603))
  t.strictSame(
    (await entriesOf(log)).map(({ id }) => id),
    [...first, ...second],
  )
})

eachDatabase(t, 'an entry is there if and only if its unit of work is', async (t, open) => {
  const log = await testLog(t, open)
  const failing = unitOfWork(log.database, async (em) => {
    await appendAudit(em, fact(1))
    throw new Error('changed my mind')
  })
  await t.rejects(failing, { message: 'changed my mind' })
  const tooLarge = unitOfWork(log.database, (em) => appendAudit(em, { ...fact(1), object: 'x'.repeat(2048) }))
  await t.rejects(tooLarge, { code: 'audit.entry-too-large' })
  t.equal(await log.sequence(), null)
})

eachDatabase(t, 'an entry that commits late is taken later, none is skipped', async (t, open, { engine }) => {
  if (engine === 'sqlite') return t.pass('only one unit of work at a time can write')
  const log = await testLog(t, open)
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  let appended = () => {}
  const isAppended = new Promise<void>((resolve) => (appended = resolve))
  const slow = unitOfWork(log.database, async (em) => {
    const { id } = await appendAudit(em, fact(1))
    appended()
    await held
    return id
  })
  await isAppended
  const [quick] = await log.append(1)
  await log.sequence()
  release()
  const late = await slow
  await log.sequence()
  t.ok(late < quick!, 'the late one is older')
  t.strictSame(
    (await entriesOf(log)).map(({ id }) => id),
    [quick, late],
  )
  t.ok(await isWhole(log, 2))
})

eachDatabase(t, 'two sequencers in two processes and many writers make one log', async (t, open) => {
  const log = await testLog(t, open)
  const other = await openAudit(open)
  const writers = Array.from({ length: 40 }, async (_, writer) => {
    for (let at = 0; at < 5; at++) {
      await unitOfWork(writer % 2 ? other : log.database, (em) => appendAudit(em, fact(writer * 5 + at)))
      await sequence(writer % 2 ? log.database : other, log.options)
    }
  })
  await Promise.all(writers)
  await log.sequence()
  const { size } = openCheckpoint(
    readFileSync(join(log.folder, 'audit/checkpoint'), 'utf8'),
    parseVerifierKey(log.publicKey),
  ) as { size: number }
  t.ok(size <= 200)
  const head = await startSequencer(log.database, log.options)
  await head.stop()
  t.equal(head.problem, null)
  t.ok(await isWhole(log, 200))
})

eachDatabase(t, 'a commit wakes the sequencer of its process', async (t, open) => {
  const log = await testLog(t, open)
  const sequencer = startSequencer(log.database, { ...log.options, delay: 1 })
  await log.append(2)
  while ((await entriesOf(log)).some(({ logIndex }) => logIndex === null)) await nextTurn()
  await sequencer.stop()
  t.equal(sequencer.problem, null)
  t.ok(await isWhole(log, 2))
})

eachDatabase(t, 'a log that is shorter than the kept checkpoint is not continued', async (t, open) => {
  const log = await testLog(t, open)
  await log.append(5)
  await log.sequence()
  await log.append(5)
  await log.sequence()
  for (const statement of [
    'delete from core_audit_checkpoint where size = 10',
    'delete from core_audit_entry where log_index >= 5',
  ]) {
    await log.attack(statement)
  }
  await unitOfWork(log.database, async (em) => {
    const rows = rowsOf<Tables>(em)
    const tile = await rows.selectFrom('core_audit_tile').select(['hashes']).executeTakeFirstOrThrow()
    await rows
      .updateTable('core_audit_tile')
      .set({ hashes: tile.hashes.subarray(0, 160) })
      .execute()
  })

  await log.append(1)
  await t.rejects(log.sequence(), { code: 'audit.rollback-detected', params: { size: 5, keptSize: 10 } })
  const sequencer = startSequencer(log.database, log.options)
  await t.rejects(sequencer.flush(), { code: 'audit.rollback-detected' })
  t.match(sequencer.problem, { code: 'audit.rollback-detected' })
  await sequencer.stop()
  t.equal((await entriesOf(log)).filter(({ logIndex }) => logIndex === null).length, 1, 'nothing was taken')
})

eachDatabase(t, 'another history of the same or greater length is not continued', async (t, open) => {
  const log = await testLog(t, open)
  await log.append(3)
  await log.sequence()
  const keptFile = join(log.folder, 'audit/checkpoint')
  const kept = readFileSync(keptFile)
  for (const table of ['entry', 'tile', 'checkpoint']) await log.attack(`delete from core_audit_${table}`)
  rmSync(keptFile)
  await log.append(4)
  await log.sequence()
  writeFileSync(keptFile, kept)
  await log.append(1)
  await t.rejects(log.sequence(), { code: 'audit.rollback-detected', params: { size: 4, keptSize: 3 } })
})

eachDatabase(t, 'a damaged tree or checkpoint is not signed over', async (t, open, { engine }) => {
  const log = await testLog(t, open)
  await log.append(3)
  await log.sequence()
  await log.append(1)
  const bytes = engine === 'sqlite' ? (hex: string) => `x'${hex}'` : (hex: string) => `'\\x${hex}'::bytea`
  await log.attack(`update core_audit_tile set hashes = ${bytes('00'.repeat(96))}`)
  await t.rejects(log.sequence(), { code: 'audit.log-damaged', params: { what: 'checkpoint 3' } })
  await log.attack('delete from core_audit_tile')
  await t.rejects(log.sequence(), { code: 'audit.log-damaged', params: { what: 'tile/0/000.p/3' } })
  const stranger = await loadOrCreateKey(join(log.folder, 'other'), 'portal.example/audit')
  await t.rejects(sequence(log.database, { ...log.options, key: stranger }), { code: 'audit.key-mismatch' })
})

eachDatabase(t, 'after a crash between commit and kept checkpoint the log goes on', async (t, open) => {
  const log = await testLog(t, open)
  await log.append(3)
  await log.sequence()
  const keptFile = join(log.folder, 'audit/checkpoint')
  const older = readFileSync(keptFile)
  await log.append(3)
  await log.sequence()
  writeFileSync(keptFile, older)
  const sequencer = startSequencer(log.database, log.options)
  await sequencer.flush()
  t.ok(await isWhole(log, 6), 'the kept checkpoint is up to date again')
  await log.append(3)
  await sequencer.stop()
  t.ok(await isWhole(log, 9))
})
