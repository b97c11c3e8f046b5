import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import type { Test } from 'tap'
import { clamd } from '../../src/scan/clamd.ts'
import { eicar, startClamd } from './clamd-emulator.ts'
import type { Mood } from './clamd-emulator.ts'

async function start(t: Test, options: Parameters<typeof startClamd>[0] = {}) {
  const emulator = await startClamd(options)
  t.teardown(() => emulator.close())
  const scan = (content: string | Buffer, patience = 10) =>
    clamd(emulator.address, { patience }).scan(Readable.from([Buffer.from(content)]))
  return { emulator, scan }
}

t.test('what clamd calls clean is clean, what it finds is infected', async (t) => {
  const { scan, emulator } = await start(t)
  t.same(await scan('Antrag'), { kind: 'clean' })
  t.same(await scan(`before ${eicar}`), { kind: 'infected', finding: 'Eicar-Test-Signature' })
  t.same(await scan(''), { kind: 'clean' })
  t.same(emulator.scanned, ['Antrag', `before ${eicar}`, ''])
})

t.test('a large file arrives whole, in pieces', async (t) => {
  const { scan, emulator } = await start(t, { streamMaxLength: 5_000_000 })
  const content = Buffer.alloc(3_000_000, 'abcdefg')
  t.same(await scan(content), { kind: 'clean' })
  t.equal(emulator.scanned[0], content.toString())
})

t.test('it is reached at a Unix socket too', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'clamd-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const { scan } = await start(t, { path: join(folder, 'clamd.ctl') })
  t.same(await scan(eicar), { kind: 'infected', finding: 'Eicar-Test-Signature' })
})

t.test('a file too large to scan is not clean', async (t) => {
  const { scan, emulator } = await start(t, { streamMaxLength: 1_000 })
  t.same(await scan('a'.repeat(2_000)), { kind: 'unscannable', reason: 'too large to scan' })
  emulator.mood = 'exceeds its limits'
  t.match(await scan('a'), { kind: 'unscannable', reason: /Limits.Exceeded/ })
})

t.test('a scanner that is down, drops, is silent or answers oddly says nothing at all', async (t) => {
  const { scan, emulator } = await start(t)
  const moods: Mood[] = ['drops mid-scan', 'answers half', 'out of memory']
  for (const mood of moods) {
    emulator.mood = mood
    await t.rejects(scan('Antrag'), { code: 'scan.unavailable' }, mood)
  }
  emulator.mood = 'silent'
  await t.rejects(scan('Antrag', 0.05), { code: 'scan.unavailable' }, 'silent')
  await emulator.close()
  await t.rejects(scan('Antrag'), { code: 'scan.unavailable' }, 'down')
})

t.test('a file that cannot be read to its end is not clean', async (t) => {
  const { emulator } = await start(t)
  async function* breaking() {
    yield Buffer.from('Antrag')
    throw new Error('damaged')
  }
  await t.rejects(clamd(emulator.address).scan(Readable.from(breaking())), { code: 'scan.unavailable' })
})

t.test('an address is a host with port or a path; none means no scanner', async (t) => {
  t.equal(clamd(''), undefined)
  t.equal(clamd(undefined), undefined)
  t.match(clamd('[::1]:3310'), { name: 'clamd at [::1]:3310' })
  t.throws(() => clamd('clamav.example'), { code: 'scan.bad-address' })
})
