import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import type { Tables } from '../../src/audit/tables.ts'
import { verifyLog } from '../../src/audit/verify.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { testLog } from './fixture.ts'

eachDatabase(t, 'any single change of a stored byte is named with its entry', async (t, open) => {
  const log = await testLog(t, open)
  const ids = await log.append(270)
  await log.sequence()
  ids.push(...(await log.append(30, { name: 'Anna' })))
  await log.sequence()
  const secondCheckpoint = readFileSync(join(log.folder, 'audit/checkpoint'), 'utf8')
  const columns = fc.constantFrom('entry', 'leafHash', 'tile', 'details')
  const flip = (bytes: Buffer, at: number, bit: number) =>
    Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte)))

  const found = async (column: string, pick: number, at: number, bit: number): Promise<boolean> => {
    const index = column === 'details' ? 270 + (pick % 30) : pick
    const change = (rows: ReturnType<typeof rowsOf<Tables>>) =>
      changeByte(rows, column, index, ids[index]!, (bytes) => flip(bytes, at % bytes.length, bit))
    const restore = await unitOfWork(log.database, (em) => change(rowsOf<Tables>(em)))
    const { findings } = await verifyLog(log.database.em(), { publicKey: log.publicKey, secondCheckpoint })
    await unitOfWork(log.database, (em) => restore(rowsOf<Tables>(em)))
    return findings.length === 1 && findings[0]!.index === index && findings[0]!.id === ids[index]
  }
  await fc.assert(fc.asyncProperty(columns, fc.nat(299), fc.nat(4095), fc.nat(6), found), { numRuns: 40 })
  t.ok(
    (await verifyLog(log.database.em(), { publicKey: log.publicKey, secondCheckpoint })).ok,
    'and nothing is left of it',
  )
})

type Rows = ReturnType<typeof rowsOf<Tables>>

/** Changes one column that belongs to an entry; returns what undoes it. */
async function changeByte(rows: Rows, column: string, index: number, id: string, change: (bytes: Buffer) => Buffer) {
  // Text stays text: a flipped bit may not make an invalid or a NUL character, which PostgreSQL would refuse.
  const changeText = (text: string) => {
    const bytes = change(Buffer.from(text, 'latin1')).map((byte) => (byte < 32 || byte > 126 ? 35 : byte))
    return Buffer.from(bytes).toString('latin1')
  }
  if (column === 'entry' || column === 'leafHash') {
    const row = await rows.selectFrom('core_audit_entry').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const set = (rows: Rows, values: Pick<typeof row, 'entry' | 'leafHash'>) =>
      rows.updateTable('core_audit_entry').set(values).where('id', '=', id).execute()
    const { entry, leafHash } = row
    await set(rows, column === 'entry' ? { entry: changeText(entry), leafHash } : { entry, leafHash: change(leafHash) })
    return (rows: Rows) => set(rows, { entry, leafHash })
  }
  if (column === 'tile') {
    const number = Math.floor(index / 256)
    const at = (index % 256) * 32
    const tile = await rows
      .selectFrom('core_audit_tile')
      .select('hashes')
      .where('level', '=', 0)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    const set = (rows: Rows, hashes: Buffer) =>
      rows.updateTable('core_audit_tile').set({ hashes }).where('level', '=', 0).where('number', '=', number).execute()
    const changed = change(tile.hashes.subarray(at, at + 32))
    await set(rows, Buffer.concat([tile.hashes.subarray(0, at), changed, tile.hashes.subarray(at + 32)]))
    return (rows: Rows) => set(rows, tile.hashes)
  }
  const row = await rows.selectFrom('core_audit_detail').selectAll().where('entryId', '=', id).executeTakeFirstOrThrow()
  const set = (rows: Rows, details: string) =>
    rows.updateTable('core_audit_detail').set({ details }).where('entryId', '=', id).execute()
  await set(rows, changeText(row.details))
  return (rows: Rows) => set(rows, row.details)
}
