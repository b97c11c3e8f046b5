import { brotliDecompressSync } from 'node:zlib'
import t from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'

const folder = t.testdir({
  'secret.txt': 'not for visitors',
  assets: { 'Stadt Wappen.svg': '<svg/>', 'theme.css': 'a{}', '.env': 'TOKEN=1', sub: { 'one.css': 'b{}' } },
})
const portal = await createTestPortal({ deployment: { assets: `${folder}/assets` } })
t.teardown(() => portal.close())
const get = (url: string, headers: Record<string, string> = {}) => portal.app.inject({ url, headers })

const kit = portal.site.ui.get('ui-kit')!
const script = kit.base + kit.files.find(({ file }) => file.endsWith('.js'))!.file

t.test('a browser file comes as its brotli copy to who takes it, and may be kept for ever', async (t) => {
  const [plain, packed] = [await get(script), await get(script, { 'accept-encoding': 'gzip, br' })]
  t.equal(plain.headers['content-encoding'], undefined)
  t.equal(packed.headers['content-encoding'], 'br')
  t.ok(packed.rawPayload.length < plain.rawPayload.length)
  t.ok(brotliDecompressSync(packed.rawPayload).equals(plain.rawPayload))
  t.not(packed.headers.etag, plain.headers.etag, 'two contents, two tags')
  for (const { statusCode, headers } of [plain, packed]) {
    t.equal(statusCode, 200)
    t.match(headers['content-type'], /javascript; charset=utf-8$/i)
    t.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
    t.match(headers.vary, /accept-encoding/i)
  }
  t.equal((await get(script, { 'accept-encoding': 'br;q=0' })).headers['content-encoding'], undefined)
})

t.test('what a browser has already is not sent again, and a part of it alone', async (t) => {
  const { headers } = await get(script)
  const again = await get(script, { 'if-none-match': String(headers.etag) })
  t.equal(again.statusCode, 304)
  t.equal(again.rawPayload.length, 0)
  const part = await get(script, { range: 'bytes=0-9' })
  t.equal(part.statusCode, 206)
  t.equal(part.rawPayload.length, 10)
  t.equal((await get(script, { range: 'bytes=99999999-' })).statusCode, 416)
  const head = await portal.app.inject({ method: 'HEAD', url: script })
  t.equal(head.statusCode, 200)
  t.equal(head.headers['content-length'], headers['content-length'])
  t.equal(head.rawPayload.length, 0)
})

t.test('the deployment’s own files may be kept for five minutes', async (t) => {
  for (const name of ['theme.css', 'sub/one.css', 'Stadt%20Wappen.svg']) {
    const { statusCode, headers } = await get(`/assets/deployment/${name}`, { 'accept-encoding': 'br' })
    t.equal(statusCode, 200, name)
    t.equal(headers['cache-control'], 'public, max-age=300')
  }
  t.equal((await get('/assets/deployment/Stadt%20Wappen.svg')).headers['content-type'], 'image/svg+xml')
})

t.test('neither hidden files nor folders nor anything outside is served', async (t) => {
  const hidden = ['.env', '', 'sub', 'sub/', 'sub//one.css', 'none.css', 'theme.css%00']
  const outside = [
    '../secret.txt',
    '..%2fsecret.txt',
    'sub/..%2f..%2fsecret.txt',
    '..%5csecret.txt',
    '%2e%2e/secret.txt',
  ]
  for (const path of [...hidden, ...outside]) {
    const { statusCode, body } = await get(`/assets/deployment/${path}`)
    t.equal(statusCode, 404, path)
    t.notMatch(body, /TOKEN|not for visitors/)
  }
  t.equal((await get(`${kit.base}../../package.json`)).statusCode, 404)
  t.equal((await get(`${kit.base}%2e%2e%2fpackage.json`)).statusCode, 404)
})
