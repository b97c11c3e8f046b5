import t from 'tap'
import type { Test } from 'tap'
import { clamd } from '../../src/scan/clamd.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { proofPlugin } from '../web/proof-plugin.ts'
import { visit } from '../web/visitor.ts'
import { eicar, startClamd } from './clamd-emulator.ts'

const roles = { administration: ['core.administer'] }

async function start(t: Test) {
  const emulator = await startClamd({ streamMaxLength: 10_000 })
  t.teardown(() => emulator.close())
  const scan = clamd(emulator.address, { patience: 10 })
  const portal = await createTestPortal({ plugins: [proofPlugin(t)()], deployment: { scan, roles } })
  t.teardown(() => portal.close())
  const { cookie, hidden } = await visit(portal, '/proof', 'proofs.sendProof')
  async function send(text: string): Promise<string> {
    const form = new FormData()
    form.append('_csrf', hidden._csrf ?? '')
    form.append('name', 'Ada')
    form.append('proof', new Blob([text]), 'a.txt')
    const encoded = new Response(form)
    const answer = await portal.app.inject({
      method: 'POST',
      url: '/api/proofs/proofs',
      payload: Buffer.from(await encoded.arrayBuffer()),
      headers: { 'content-type': encoded.headers.get('content-type') ?? '', cookie },
    })
    return answer.json().hash
  }
  return { emulator, portal, send }
}

const { emulator, portal, send } = await start(t)

const read = async (hash: string) => {
  const answer = await portal.app.inject(`/api/proofs/proofs/${hash}?name=a.txt&type=text/plain`)
  return answer.statusCode === 200 ? answer.body : answer.json().code
}

const later = () => {
  portal.clock.now = new Date(portal.clock.now.getTime() + 60_000)
  return portal.settle()
}

t.test('a file waits for the scanner and opens once it is clean', async (t) => {
  const hash = await send('Antrag')
  t.equal(await portal.runtime.blobs.stateOf(hash), 'quarantined')
  t.equal(await read(hash), 'storage.blob-quarantined')
  await portal.settle()
  t.equal(await portal.runtime.blobs.stateOf(hash), 'clean')
  t.equal(await read(hash), 'Antrag')
})

t.test('an infected file is never served, and stands in the audit log', async (t) => {
  const hash = await send(eicar)
  await portal.settle()
  t.equal(await read(hash), 'storage.blob-infected')
  t.equal(emulator.scanned.filter((text) => text === eicar).length, 1, 'the scanner saw what was sent, unsealed')
  const entries = await portal.database.em().execute('select entry from core_audit_entry')
  t.ok(entries.some((row) => String(row.entry).includes(`file:${hash}`)))
})

t.test('a file waits while the scanner is down or dies in the middle, and is scanned when it is back', async (t) => {
  emulator.mood = 'drops mid-scan'
  const hash = await send('Antrag in schlechten Zeiten')
  await portal.settle()
  t.equal(await read(hash), 'storage.blob-quarantined')
  emulator.mood = 'out of memory'
  await later()
  t.equal(await read(hash), 'storage.blob-quarantined')
  emulator.mood = 'well'
  await later()
  t.equal(await read(hash), 'Antrag in schlechten Zeiten')
})

t.test('a scanner that is down for days is noticed, and asked again without anybody’s help', async (t) => {
  const administrator = { realm: 'staff', role: 'administration' } as const
  const operation = async () => (await (await portal.as(administrator)).open('/staff/betrieb')).text
  const failing = () => portal.database.em().execute('select dead_at from core_job where dead_at is not null')
  t.match(await operation(), `Virenscanner clamd at ${emulator.address}`)
  t.notMatch(await operation(), 'Dateien werden nicht geprüft')
  emulator.mood = 'out of memory'
  const hash = await send('Antrag vor dem Wochenende')
  const wait = async (hours: number) => {
    portal.clock.now = new Date(portal.clock.now.getTime() + hours * 3_600_000)
    await portal.settle()
  }
  for (let hours = 0; hours < 60 && (await failing()).length === 0; hours += 6) await wait(6)
  t.equal((await failing()).length, 1, 'the job is given up')
  const page = await operation()
  t.match(page, 'Dateien werden nicht geprüft')
  t.match(page, /1 wartend, die älteste seit/)
  t.match(page, 'Cannot allocate memory')
  emulator.mood = 'well'
  await wait(2)
  t.equal(await read(hash), 'Antrag vor dem Wochenende')

  emulator.mood = 'drops mid-scan'
  const second = await send('Antrag, dessen Aufgabe jemand verworfen hat')
  await portal.database.em().execute(`delete from core_job where topic = 'core.scan-file'`)
  emulator.mood = 'well'
  await wait(2)
  t.equal(await read(second), 'Antrag, dessen Aufgabe jemand verworfen hat')
  t.notMatch(await operation(), 'Dateien werden nicht geprüft')
})

t.test('a file too large to scan stays shut', async (t) => {
  const hash = await send('a'.repeat(20_000))
  await portal.settle()
  t.equal(await read(hash), 'storage.blob-unscannable')
})

t.test('files that came before there was a scanner are scanned before they open again', async (t) => {
  const hash = await send('Antrag von früher')
  await portal.database.em().execute(`update core_blob set state = 'unscanned' where hash = '${hash}'`)
  await portal.database.em().execute('delete from core_job')
  t.equal(await read(hash), 'storage.blob-quarantined')
  await later()
  portal.clock.now = new Date(portal.clock.now.getTime() + 600_000)
  await portal.settle()
  t.equal(await read(hash), 'Antrag von früher')
})

t.test('what the portal makes itself needs no scanner', async (t) => {
  await emulator.close()
  const { hash } = await portal.runtime.blobs.put(Buffer.from('certificate'), { mediaType: 'text/plain' })
  t.equal(await portal.runtime.blobs.stateOf(hash), 'clean')
  t.equal(await read(hash), 'certificate')
})
