import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { shownName } from '../../src/web/receive-file.ts'
import { discardFile } from '../../src/vault/received-files.ts'
import { proofPlugin } from './proof-plugin.ts'
import { visit } from './visitor.ts'
import { zip } from './zip.ts'
import type { ZipEntry } from './zip.ts'

type Part = [name: string, value: string | { fileName: string; bytes: Uint8Array }]

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(200)])
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')
const letters = (size: number) => Buffer.alloc(size, 'a')

async function encode(parts: readonly Part[]) {
  const form = new FormData()
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([new Uint8Array(value.bytes)]), value.fileName)
  }
  const encoded = new Response(form)
  const payload = Buffer.from(await encoded.arrayBuffer())
  return { payload, headers: { 'content-type': encoded.headers.get('content-type') ?? '' } }
}

async function start(t: Test) {
  const portal = await createTestPortal({ plugins: [proofPlugin(t)()] })
  t.teardown(() => portal.close())
  const { cookie, hidden } = await visit(portal, '/proof', 'proofs.sendProof')
  const control = Object.entries(hidden) as Part[]
  const uploads = join(portal.dataFolder, 'uploads')
  async function post(url: string, parts: readonly Part[], accept: string) {
    const { payload, headers } = await encode([...control.filter(([name]) => name !== '_key'), ...parts])
    return portal.app.inject({ method: 'POST', url, payload, headers: { ...headers, cookie, accept } })
  }
  return {
    portal,
    cookie,
    control,
    temporary: () => readdir(uploads).catch(() => []),
    inUnit: (...parts: Part[]) => post('/api/proofs/proofs-in-units', [['name', 'Ada'], ...parts], 'application/json'),
    call: (...parts: Part[]) => post('/api/proofs/proofs', [['name', 'Ada'], ...parts], 'application/json'),
    page: (...parts: Part[]) => post('/proof', parts, 'text/html'),
  }
}

const proofOf = (fileName: string, bytes: Uint8Array): Part => ['proof', { fileName, bytes }]

const { portal, cookie, control, temporary, call, inUnit, page } = await start(t)
await portal.app.listen({ port: 0 })
const { port } = portal.app.server.address() as AddressInfo

t.test('a handler gets name, type by content, size and hash; what it keeps can be read', async (t) => {
  const answer = await call(proofOf('Straße.pdf', pdf))
  t.equal(answer.statusCode, 200, answer.body)
  const { hash } = answer.json()
  t.match(hash, /^[0-9a-f]{64}$/)
  t.same(answer.json(), { hash, size: pdf.length, fileName: 'Straße.pdf', mediaType: 'application/pdf' })
  const read = await portal.app.inject(`/api/proofs/proofs/${hash}?name=a.pdf&type=application/pdf`)
  t.same(read.rawPayload, pdf)
  t.same(await temporary(), [], 'nothing temporary is left')
})

t.test('the type is what the content says, and the ending must fit', async (t) => {
  const typeOf = async (name: string, bytes: Uint8Array) => (await call(proofOf(name, bytes))).json()
  t.match(await typeOf('scan.PNG', png), { mediaType: 'image/png' })
  t.match(await typeOf('no-ending', pdf), { mediaType: 'application/pdf' })
  t.match(await typeOf('list.csv', Buffer.from('Größe;Zahl\r\n1;2\r\n')), { mediaType: 'text/csv' })
  t.match(await typeOf('notes.txt', Buffer.from('Grüße')), { mediaType: 'text/plain' })
  const problem = (code: string) => ({ code: 'web.bad-file', status: 400, problems: [{ pointer: '/proof', code }] })
  t.match(await typeOf('scan.pdf', png), problem('file-ending'))
  t.match(await typeOf('page.html', Buffer.from('<script>alert(1)</script>')), problem('file-ending'))
  t.match(await typeOf('picture.svg', Buffer.from('<svg onload="alert(1)"/>')), problem('file-ending'))
  t.match(await typeOf('photo.jpg', Buffer.from('ffd8ffe000104a46494600010100', 'hex')), problem('file-type'))
  t.match(await typeOf('program.txt', Buffer.from([0x4d, 0x5a, 0, 1, 2])), problem('file-type'))
  t.match(await typeOf('latin1.txt', Buffer.from('Grüße', 'latin1')), problem('file-type'))
  t.match(await typeOf('empty.txt', Buffer.alloc(0)), problem('file-empty'))
  t.same(await temporary(), [])
})

t.test('a file in a row of a list is found by its name in the form', async (t) => {
  const row = (bytes: Uint8Array): Part[] => [
    ['rows[0][title]', 'First'],
    ['rows[0][picture]', { fileName: 'a.png', bytes }],
  ]
  t.equal((await call(proofOf('a.pdf', pdf), ...row(png))).statusCode, 200)
  const refused = await call(proofOf('a.pdf', pdf), ...row(pdf))
  t.match(refused.json().problems, [{ pointer: '/rows/0/picture', code: 'file-ending' }])
})

t.test('only what came as a file is a file, and only where the form has one', async (t) => {
  const forged = { name: 'Ada', proof: { fileName: 'a.pdf', mediaType: 'application/pdf', size: 1, hash: '00' } }
  const json = await portal.app.inject({ method: 'POST', url: '/api/proofs/proofs', payload: forged })
  t.match(json.json(), { status: 400, problems: [{ pointer: '/proof', code: 'file' }] })
  t.match((await call(['proof', 'text'])).json().problems, [{ pointer: '/proof' }])
  const elsewhere = await call(['note', { fileName: 'a.pdf', bytes: pdf }], proofOf('a.pdf', pdf))
  t.match(elsewhere.json().problems, [{ pointer: '/note', code: 'additionalProperties' }])
})

t.test('a file too large keeps what else the form says, before and after it, and says so at the field', async (t) => {
  const large = proofOf('large.txt', letters(1_100_000))
  const answer = await page(['name', 'Ada Lovelace'], large, ['note', 'comes after the file'])
  t.equal(answer.statusCode, 400)
  t.match(answer.body, 'value="Ada Lovelace"')
  t.match(answer.body, 'value="comes after the file"')
  t.match(answer.body, 'Die Datei „large.txt“ bei „Nachweis“ ist zu groß. Höchstens 1 MB sind möglich.')
  t.match(answer.body, 'href="#field-proof"', 'the summary leads to the field')
  const both = await page(['name', ''], proofOf('scan.pdf', png), ['note', 'kept'])
  t.match(both.body, 'ist in Wirklichkeit eine PNG-Datei')
  t.match(both.body, 'Füllen Sie „Name“ aus.', 'everything that is wrong is said at once')
  t.notMatch(both.body, 'Wählen Sie bei „Nachweis“', 'but only once')
  t.same(await temporary(), [])
  const done = await page(['name', 'Ada'], proofOf('a.pdf', pdf), ['note', ''])
  t.equal(done.statusCode, 303)
})

t.test('a program is told at the first byte too many, with the rest unread', async (t) => {
  const token = control.find(([name]) => name === '_csrf')?.[1] as string
  const head = [
    'POST /api/proofs/proofs HTTP/1.1',
    'host: localhost',
    `cookie: ${cookie}`,
    'content-type: multipart/form-data; boundary=xyz',
    'content-length: 100000000',
    '',
    '',
  ].join('\r\n')
  const fields = `--xyz\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n`
  const file = `--xyz\r\ncontent-disposition: form-data; name="proof"; filename="a.txt"\r\n\r\n`
  const socket = connect(port)
  socket.write(head + fields + file)
  socket.write(letters(1_100_000))
  const answer = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())))
  socket.destroy()
  t.match(answer, /^HTTP\/1\.1 413 /)
  t.match(answer, 'web.file-too-large')
  t.match(answer.toLowerCase(), 'connection: close', 'what is left is not read')
  t.same(await temporary(), [])
})

t.test('what is announced as larger than any request is refused before a byte of it is read', async (t) => {
  const socket = connect(port)
  socket.write(
    'POST /api/proofs/proofs HTTP/1.1\r\nhost: localhost\r\ncontent-type: multipart/form-data; boundary=xyz\r\ncontent-length: 999999999999\r\n\r\n',
  )
  const answer = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())))
  socket.destroy()
  t.match(answer, /^HTTP\/1\.1 413 /)
})

t.test('a person who breaks off leaves nothing', async (t) => {
  const { portal, temporary } = await start(t)
  await portal.app.listen({ port: 0 })
  const socket = connect((portal.app.server.address() as AddressInfo).port)
  const file = '--xyz\r\ncontent-disposition: form-data; name="proof"; filename="a.txt"\r\n\r\n'
  const left = new Promise<void>((resolve) =>
    portal.app.server.once('request', (request) => {
      request.once('close', resolve)
      request.once('data', () => socket.destroy())
    }),
  )
  socket.write(
    `POST /api/proofs/proofs HTTP/1.1\r\nhost: localhost\r\ncontent-type: multipart/form-data; boundary=xyz\r\ncontent-length: 900000\r\n\r\n${file}`,
  )
  socket.write(letters(100_000))
  await left
  await portal.app.close()
  t.same(await temporary(), [])
})

t.test('more than 20 files, or more than all may have together, are refused', async (t) => {
  const many = await call(...Array.from({ length: 21 }, (): Part => ['other', { fileName: 'a.pdf', bytes: pdf }]))
  t.ok(many.statusCode === 400 || many.statusCode === 413, many.body)
  const told = await page(...Array.from({ length: 21 }, () => proofOf('a.pdf', pdf)))
  t.ok(told.body.includes('Das sind zu viele Dateien auf einmal. Höchstens 20 sind möglich.'))
})

t.test('what a transaction refers to is kept with its commit, not at the end of the request', async (t) => {
  t.same((await inUnit(proofOf('a.pdf', pdf))).json(), { kept: true })
})

t.test('what people send lies sealed, and is gone with its key', async (t) => {
  const text = 'a diagnosis that nobody else may read'
  const { hash } = (await call(proofOf('a.txt', Buffer.from(text)))).json()
  const stored = await buffer(await portal.runtime.blobStore.open(hash))
  t.notOk(stored.includes('diagnosis'))
  t.equal((await portal.app.inject(`/api/proofs/proofs/${hash}?name=a.txt&type=text/plain`)).body, text)
  await unitOfWork(portal.database, (em) => discardFile(em, hash))
  const left = await buffer(await portal.runtime.blobs.open(hash))
  t.notOk(left.includes('diagnosis'), 'also before the content is removed')
  await portal.settle()
  t.notOk(await portal.runtime.blobStore.has(hash))
})

t.test('a download is no page, whatever it claims to be', async (t) => {
  const { hash } = (await call(proofOf('a.txt', Buffer.from('<script>alert(1)</script>')))).json()
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'application/pdf']) {
    const name = encodeURIComponent('Prüfung "a"\r\nb;\\.html')
    const answer = await portal.app.inject(`/api/proofs/proofs/${hash}?name=${name}&type=${encodeURIComponent(type)}`)
    const disposition = String(answer.headers['content-disposition'])
    t.match(disposition, /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w.%~!#$&+^`|-]+$/)
    t.match(disposition, 'Pr%C3%BCfung', 'the name as RFC 6266 and 8187 have it')
    t.equal(answer.headers['x-content-type-options'], 'nosniff')
    t.match(answer.headers['content-security-policy'], /frame-ancestors 'none'; sandbox$/)
  }
})

t.test('archives: what they really unfold to counts', async (t) => {
  const send = async (entries: ZipEntry[] | Buffer, fileName = 'a.zip') => {
    const bytes = Buffer.isBuffer(entries) ? entries : zip(entries)
    const answer = await call(proofOf('a.pdf', pdf), ['archive', { fileName, bytes }])
    return answer.statusCode === 200 ? 'accepted' : answer.json().problems[0].code
  }
  const file = (name: string, content: Uint8Array = pdf): ZipEntry => ({ name, content })
  const noise = randomBytes(300_000)
  t.equal(await send([file('a.pdf'), file('folder/b.pdf')]), 'accepted')
  t.equal(await send([file('a.zip', zip([file('b.pdf')]))]), 'accepted', 'one archive within another')
  t.equal(await send([file('a.zip', zip([file('b.zip', zip([file('c.pdf')]))]))]), 'archive-nested')
  t.equal(await send([file('a.gz', Buffer.from('1f8b0800', 'hex'))]), 'archive-nested')
  t.equal(await send([file('bomb', letters(2_000_000))]), 'archive-too-large', 'a ratio of a thousand')
  t.equal(await send([file('liar', letters(2_000_000)), { ...file('x'), claimedSize: 1 }]), 'archive-too-large')
  t.equal(await send([{ ...file('liar', letters(5_000)), claimedSize: 10 }]), 'archive-damaged')
  t.equal(await send(Array.from({ length: 1001 }, (_, index) => file(`${index}`))), 'archive-too-large')
  t.equal(await send([file('../../etc/passwd')]), 'archive-damaged', 'names that leave the folder')
  t.equal(await send([file('/etc/passwd')]), 'archive-damaged')
  t.equal(await send([{ ...file('secret'), encrypted: true }]), 'archive-locked')
  t.equal(await send(zip([file('noise', noise)]).subarray(0, 200_000)), 'archive-damaged')
  t.equal(await send([file('a.pdf')], 'letter.docx'), 'file-ending', 'a zip is no letter')
  t.same(await temporary(), [])
})

t.test('names are for showing: no folders, no control or direction characters, not endless', async (t) => {
  t.equal(shownName('C:\\Users\\ada\\proof.pdf'), 'proof.pdf')
  t.equal(shownName('../../etc/passwd'), 'passwd')
  t.equal(shownName('invoice\u202efdp.exe\u0000'), 'invoicefdp.exe')
  t.equal(shownName('..'), 'file')
  t.equal(shownName('.htaccess'), 'htaccess')
  const long = shownName(`${'ä'.repeat(400)}.pdf`)
  t.equal(long.length, 150)
  t.match(long, /ä\.pdf$/)
})
