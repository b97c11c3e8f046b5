import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import { s3 } from '../src/index.ts'

const content = Buffer.alloc(6_000, 'a')
const hash = createHash('sha256').update(content).digest('hex')
const patience = 0.4
const refused = { code: 'storage.blob-store-unreachable', status: 503, message: /TimeoutError/ }

/** A store on a server that takes every connection and does with it what it is told. */
async function storeOn(t: Test, meet: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    meet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return s3({ endpoint, bucket: 'portal', region: 'us-east-1', accessKeyId: 'a', secretAccessKey: 'b', patience })
}

const head = `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: ${content.length}\r\n\r\n`

t.test(
  'a store that takes connections and says nothing is one that does not answer',
  { timeout: 20_000 },
  async (t) => {
    const store = await storeOn(t, (socket) => socket.resume())
    await Promise.all([
      t.rejects(store.open(hash), refused),
      t.rejects(store.has(hash), refused),
      t.rejects(store.remove(hash), refused),
      t.rejects(store.put(content, { mediaType: 'text/plain' }), refused),
    ])
  },
)

t.test('a store that takes nothing of what is sent does not answer either', { timeout: 20_000 }, async (t) => {
  const store = await storeOn(t, (socket) => socket.pause())
  await t.rejects(store.put(Buffer.alloc(20_000_000), { mediaType: 'text/plain' }), refused)
})

t.test('a store that falls silent in the middle of a content is noticed', { timeout: 20_000 }, async (t) => {
  const store = await storeOn(t, (socket) => {
    socket.resume()
    socket.write(head)
    socket.write(content.subarray(0, 1_000))
  })
  await t.rejects(buffer(await store.open(hash)), refused)
})

t.test('a slow content that goes on may take longer than the store may be silent', { timeout: 20_000 }, async (t) => {
  const store = await storeOn(t, (socket) => {
    socket.resume()
    socket.write(head)
    let sent = 0
    const timer = setInterval(() => {
      socket.write(content.subarray(sent, sent + 500))
      sent += 500
      if (sent === content.length) clearInterval(timer)
    }, 100)
    socket.once('close', () => clearInterval(timer))
  })
  const since = performance.now()
  t.ok((await buffer(await store.open(hash))).equals(content))
  t.ok(performance.now() - since > patience * 2_000)
})
