import t from 'tap'
import type { Test } from 'tap'
import { rowsOf } from '../../src/storage/rows.ts'
import type { BlobTables } from '../../src/storage/received-file.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'
import { boardPlugin } from './board-plugin.ts'
import { proofPlugin } from './proof-plugin.ts'
import { multipart, visit } from './visitor.ts'

const oneHour = 3_600_000

async function start(t: Test, database: string) {
  const portal = await createTestPortal({ plugins: [proofPlugin(t)()], database })
  t.teardown(() => portal.close())
  const { cookie, hidden } = await visit(portal, '/proof', 'proofs.sendProof')
  return {
    portal,
    async send(text: string, outcome: string, key?: string) {
      const fields = { _csrf: hidden._csrf ?? '', name: 'Ada', outcome, ...(key === undefined ? {} : { _key: key }) }
      const file = { name: 'proof', fileName: 'a.txt', bytes: Buffer.from(text) }
      const { payload, headers } = await multipart(fields, file)
      return portal.app.inject({ method: 'POST', url: '/api/proofs/proofs', payload, headers: { ...headers, cookie } })
    },
    ...filesOf(portal),
  }
}

function filesOf(portal: TestPortal) {
  const known = async () => {
    const rows = await rowsOf<BlobTables>(portal.database.em()).selectFrom('core_blob').select('hash').execute()
    return rows.map(({ hash }) => hash).sort()
  }
  const put = portal.runtime.blobStore.put.bind(portal.runtime.blobStore)
  const stored: string[] = []
  portal.runtime.blobStore.put = async (...given) => {
    const blob = await put(...given)
    stored.push(blob.hash)
    return blob
  }
  return {
    known,
    /** All that ever came into the store. */
    stored,
    /** What of it still lies there once the work that waits is done. */
    async left() {
      await portal.settle()
      const there = await Promise.all(stored.map((hash) => portal.runtime.blobStore.has(hash)))
      return stored.filter((_hash, index) => there[index]).sort()
    },
  }
}

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`what an action did not keep leaves the store as soon as the action has ended (${engine})`, async (t) => {
    const { send, known, left, stored } = await start(t, await testDatabaseUrl(t, engine))
    const { hash: kept } = (await send('the same', 'keep')).json()
    const { hash: again } = (await send('the same', 'keep')).json()
    t.not(kept, again, 'nothing tells that two people sent the same')
    t.equal((await send('the same', 'forget')).statusCode, 200)
    t.equal((await send('the same', 'fail')).statusCode, 500)
    t.equal(stored.length, 4)
    t.same(await known(), [kept, again].sort())
    t.same(await left(), [kept, again].sort())
  })

  t.test(`who repeats a request gets the first reply, and its file is not kept twice (${engine})`, async (t) => {
    const { send, known, left, stored } = await start(t, await testDatabaseUrl(t, engine))
    t.equal((await send('proof', 'fail', 'proof-key-1')).statusCode, 500)
    const first = await send('proof', 'keep', 'proof-key-2')
    const second = await send('proof', 'keep', 'proof-key-2')
    t.equal(second.json().hash, first.json().hash)
    const [one, other] = await Promise.all([send('at once', 'keep', 'at-once-1'), send('at once', 'keep', 'at-once-1')])
    t.equal(one.json().hash, other.json().hash)
    t.equal(stored.length, 5)
    t.same(await known(), [first.json().hash, one.json().hash].sort())
    t.same(await left(), [first.json().hash, one.json().hash].sort())
  })

  t.test(`what a process left that died is swept away a day later, however much it is (${engine})`, async (t) => {
    const { portal, send, known } = await start(t, await testDatabaseUrl(t, engine))
    const { hash: kept } = (await send('kept', 'keep')).json()
    const lost = Array.from({ length: 250 }, (_, index) => index.toString(16).padStart(64, '0'))
    await unitOfWork(portal.database, (em) => {
      const facts = { size: 1, mediaType: 'text/plain', state: 'unscanned', at: portal.clock.now } as const
      const none = { finding: null, keptAt: null, scannedAt: null, subjectId: null }
      const rows = lost.map((hash) => ({ hash, ...facts, ...none }))
      return rowsOf<BlobTables>(em).insertInto('core_blob').values(rows).execute()
    })
    portal.clock.now = new Date(portal.clock.now.getTime() + 23 * oneHour)
    await portal.settle()
    t.equal((await known()).length, 251)
    portal.clock.now = new Date(portal.clock.now.getTime() + 2 * oneHour)
    await portal.settle()
    t.same(await known(), [kept])
  })
}

t.test('a reply is given although its unkept file cannot be discarded at once', async (t) => {
  const { portal, send, known } = await start(t, await testDatabaseUrl(t, 'sqlite'))
  await portal.database
    .em()
    .execute(`create trigger refuse before delete on core_blob begin select raise(abort, 'not now'); end`)
  t.equal((await send('forgotten', 'forget')).statusCode, 200)
  t.equal((await known()).length, 1)
  await portal.database.em().execute('drop trigger refuse')
  portal.clock.now = new Date(portal.clock.now.getTime() + 25 * oneHour)
  await portal.settle()
  t.same(await known(), [], 'the sweep comes by')
})

t.test('a network that has used up what it may do has no file stored', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()], deployment: { networkLimits: 'kept' } })
  t.teardown(() => portal.close())
  const { stored } = filesOf(portal)
  const { cookie, hidden } = await visit(portal, '/notices/new', 'board.postNotice')
  const fields = { _csrf: hidden._csrf ?? '', title: 'Umbrella', kind: 'lost' }
  const file = { name: 'picture', fileName: 'umbrella.png', bytes: new Uint8Array(100) }
  const { payload, headers } = await multipart(fields, file)
  const post = () =>
    portal.app.inject({ method: 'POST', url: '/api/board/notices', payload, headers: { ...headers, cookie } })
  for (let number = 0; number < 3; number += 1) t.equal((await post()).statusCode, 200)
  const refused = await post()
  t.match(refused.json(), { status: 429, code: 'auth.too-many-attempts' })
  t.ok(Number(refused.headers['retry-after']) > 0)
  t.equal(stored.length, 3)
})
