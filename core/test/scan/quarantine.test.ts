import t from 'tap'
import type { Test } from 'tap'
import { clamd } from '../../src/scan/clamd.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { proofPlugin } from '../web/proof-plugin.ts'
import { visit } from '../web/visitor.ts'
import { eicar, startClamd } from './clamd-emulator.ts'

async function start(t: Test) {
  const emulator = await startClamd({ streamMaxLength: 10_000 })
  t.teardown(() => emulator.close())
  const scan = clamd(emulator.address, { patience: 10 })
  const portal = await createTestPortal({ plugins: [proofPlugin(t)()], deployment: { scan } })
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
