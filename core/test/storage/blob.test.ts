import t from 'tap'
import type { Test } from 'tap'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { testBlobStore } from '../../src/testing/blob-store.ts'
import { createBlobFolder } from '../../src/storage/blob.ts'

const text = Buffer.from('Antrag auf Sperrgut')
const textHash = createHash('sha256').update(text).digest('hex')
const plain = { mediaType: 'text/plain' }

async function folderOf(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-blobs-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

testBlobStore(t, async (t) => {
  const folder = await folderOf(t)
  return {
    store: createBlobFolder({ folder, maxBytes: 5_242_880 }),
    damage: (hash, content) => writeFile(join(folder, hash.slice(0, 2), hash.slice(2, 4), hash), content),
  }
})

t.test('one content lies once, also when it arrives many times at once', async (t) => {
  const folder = await folderOf(t)
  const store = createBlobFolder({ folder })
  const puts = Array.from({ length: 8 }, () => store.put(Readable.from([text]), plain))
  t.same(new Set((await Promise.all(puts)).map(({ hash }) => hash)), new Set([textHash]))
  t.equal((await filesIn(folder)).length, 1)
})

t.test('a file beyond the limit is refused and leaves nothing', async (t) => {
  const folder = await folderOf(t)
  const store = createBlobFolder({ folder, maxBytes: 10 })
  const tooLarge = { code: 'storage.blob-too-large', status: 413, params: { limit: 10 } }
  await t.rejects(store.put(text, plain), tooLarge)
  await t.rejects(store.put(text, { ...plain, maxBytes: 1000 }), tooLarge)
  await t.rejects(store.put(Buffer.alloc(6), { ...plain, maxBytes: 5 }), { ...tooLarge, params: { limit: 5 } })
  t.match(await store.put(Buffer.alloc(10), plain), { size: 10 })
  t.equal((await filesIn(folder)).length, 1)
})

t.test('a stream that breaks off leaves nothing', async (t) => {
  const folder = await folderOf(t)
  const store = createBlobFolder({ folder })
  async function* breaking() {
    yield text
    throw new Error('connection lost')
  }
  await t.rejects(store.put(breaking(), plain), { message: 'connection lost' })
  t.same(await filesIn(folder), [])
})

t.test('a process that dies before the rename leaves no blob, and its rest is cleared away a day later', async (t) => {
  const folder = await folderOf(t)
  await killWhileStoring(folder)
  const store = createBlobFolder({ folder })
  t.notOk(await store.has(textHash))
  await t.rejects(store.open(textHash), { code: 'storage.blob-not-found', status: 404 })
  const [rest] = await filesIn(folder)
  t.equal((await stat(rest!)).size, text.length, 'everything was written, only the name was missing')

  await store.put(Buffer.from('other'), plain)
  t.ok((await filesIn(folder)).includes(rest!), 'somebody may still be writing it')
  const yesterday = Date.now() / 1000 - 25 * 60 * 60
  await utimes(rest!, yesterday, yesterday)
  await createBlobFolder({ folder }).put(text, plain)
  t.notOk((await filesIn(folder)).includes(rest!))
})

/** Kills a process that has written the whole content and waits for the stream to end. */
async function killWhileStoring(folder: string): Promise<void> {
  const script = `
    import { createBlobFolder } from ${JSON.stringify(fileURLToPath(new URL('../../src/storage/blob.ts', import.meta.url)))}
    async function* content() {
      yield Buffer.from(${JSON.stringify(text.toString())})
      process.stdout.write('written')
      await new Promise((resolve) => setTimeout(resolve, 60_000))
    }
    await createBlobFolder({ folder: ${JSON.stringify(folder)} }).put(content(), { mediaType: 'text/plain' })`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script])
  const closed = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await closed
}

t.test('only a hash is a name', async (t) => {
  const folder = await folderOf(t)
  await mkdir(join(folder, 'blobs'))
  await writeFile(join(folder, 'secret'), 'secret')
  const store = createBlobFolder({ folder: join(folder, 'blobs') })
  for (const name of ['../secret', '', textHash.toUpperCase(), `${textHash}/..`]) {
    t.notOk(await store.has(name))
    await t.rejects(store.open(name), { code: 'storage.blob-not-found' })
    await t.resolves(store.remove(name))
  }
  t.equal((await stat(join(folder, 'secret'))).size, 6)
})
