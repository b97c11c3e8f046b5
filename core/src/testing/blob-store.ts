import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Test } from 'tap'
import type { BlobHash, BlobStore } from '../storage/blob.ts'

/** A store under test. */
export interface BlobStoreFixture {
  store: BlobStore
  /** Puts another content under the name of a stored one, behind the store's back. */
  damage(hash: BlobHash, content: Uint8Array): Promise<void>
}

const text = Buffer.from('What a person sent')
const textHash = createHash('sha256').update(text).digest('hex')
const plain = { mediaType: 'text/plain' }
const read = async (store: BlobStore, hash: BlobHash) => buffer(await store.open(hash))

/** The rules every blob store keeps, as tests; `open` makes an empty store that takes files of up to 5 MiB. */
export function testBlobStore(t: Test, open: (t: Test) => Promise<BlobStoreFixture>): void {
  t.test('what is put is read back, named by its content', async (t) => {
    const { store } = await open(t)
    t.same(await store.put(text, plain), { hash: textHash, size: text.length })
    t.same(await read(store, textHash), text)
    t.ok(await store.has(textHash))
  })

  t.test('a stream of several megabytes and an empty file are stored as they are', async (t) => {
    const { store } = await open(t)
    const part = Buffer.alloc(300_000, 'ä')
    const { hash, size } = await store.put(Readable.from(Array.from({ length: 10 }, () => part)), plain)
    t.equal(size, 3_000_000)
    t.ok((await read(store, hash)).equals(Buffer.concat(Array.from({ length: 10 }, () => part))))
    const empty = await store.put(new Uint8Array(), plain)
    t.equal(empty.size, 0)
    t.same(await read(store, empty.hash), Buffer.alloc(0))
  })

  t.test('one content has one name, also when it arrives many times at once', async (t) => {
    const { store } = await open(t)
    const puts = Array.from({ length: 8 }, () => store.put(Readable.from([text]), plain))
    t.same(new Set((await Promise.all(puts)).map(({ hash }) => hash)), new Set([textHash]))
    t.same(await read(store, textHash), text)
  })

  t.test('a file beyond the limit is refused and not there', async (t) => {
    const { store } = await open(t)
    const tooLarge = { code: 'storage.blob-too-large', status: 413 }
    await t.rejects(store.put(text, { ...plain, maxBytes: 5 }), { ...tooLarge, params: { limit: 5 } })
    await t.rejects(store.put(Buffer.alloc(5_242_881), { ...plain, maxBytes: 6_000_000 }), tooLarge)
    t.notOk(await store.has(textHash))
  })

  t.test('a stream that breaks off leaves nothing', async (t) => {
    const { store } = await open(t)
    async function* breaking() {
      yield text
      throw new Error('connection lost')
    }
    await t.rejects(store.put(breaking(), plain), { message: 'connection lost' })
    t.notOk(await store.has(textHash))
  })

  t.test('a damaged file is noticed while it is read, and storing its content again repairs it', async (t) => {
    const { store, damage } = await open(t)
    await store.put(text, plain)
    await damage(textHash, Buffer.from('What nobody sent at all'))
    await t.rejects(read(store, textHash), { code: 'storage.blob-damaged' })
    await store.put(text, plain)
    t.same(await read(store, textHash), text)
  })

  t.test('a removed file is gone, and removing it again does nothing', async (t) => {
    const { store } = await open(t)
    await store.put(text, plain)
    await store.remove(textHash)
    t.notOk(await store.has(textHash))
    await t.rejects(store.open(textHash), { code: 'storage.blob-not-found', status: 404 })
    await t.resolves(store.remove(textHash))
  })

  t.test('only a hash is a name', async (t) => {
    const { store } = await open(t)
    for (const name of ['../secret', '', textHash.toUpperCase(), `${textHash}/..`]) {
      t.notOk(await store.has(name))
      await t.rejects(store.open(name), { code: 'storage.blob-not-found' })
      await t.resolves(store.remove(name))
    }
  })
}
