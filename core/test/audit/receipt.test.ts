import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import t from 'tap'
import { signCheckpoint } from '../../src/audit/checkpoint.ts'
import { eraseAuditDetails } from '../../src/audit/erase.ts'
import { receiptFor } from '../../src/audit/issue-receipt.ts'
import { loadOrCreateKey } from '../../src/audit/key.ts'
import { leafHash } from '../../src/audit/merkle.ts'
import { parseReceipt, verifyReceipt } from '../../src/audit/receipt.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { testLog } from './fixture.ts'

const verifier = fileURLToPath(new URL('../../src/audit/verify-receipt.ts', import.meta.url))
const details = { name: 'Anna Müller', items: ['Schrank'] }

eachDatabase(t, 'a receipt proves its entry to whoever has only the public key', async (t, open) => {
  const log = await testLog(t, open)
  const ids = await log.append(300, details)
  t.equal(await receiptFor(log.database.em(), ids[0]!), null, 'not before the entry has its place')
  await log.sequence()
  await log.append(7)
  await log.sequence()
  for (const index of [0, 255, 256, 299]) {
    const receipt = await receiptFor(log.database.em(), ids[index]!)
    const verdict = verifyReceipt(receipt!.text, { publicKey: log.publicKey })
    t.match(verdict, { valid: true, index, size: 307, details, entry: { id: ids[index]!, action: 'sample.change' } })
  }
  await t.rejects(receiptFor(log.database.em(), '0190ffff-0000-7000-8000-000000000000'), {
    code: 'audit.entry-unknown',
  })
})

eachDatabase(t, 'erased details are missing in later receipts; earlier ones still hold', async (t, open) => {
  const log = await testLog(t, open)
  const [id] = await log.append(1, details)
  await log.sequence()
  const before = await receiptFor(log.database.em(), id!)
  await unitOfWork(log.database, (em) => eraseAuditDetails(em, [id!]))
  const after = await receiptFor(log.database.em(), id!)
  t.notMatch(Buffer.from(after!.text.split('\n')[1]!.slice(6), 'base64').toString(), 'Anna')
  t.match(verifyReceipt(after!.text, { publicKey: log.publicKey }), { valid: true, details: null })
  t.match(verifyReceipt(before!.text, { publicKey: log.publicKey }), { valid: true, details })
})

eachDatabase(t, 'no receipt is handed out that would not hold', async (t, open) => {
  const log = await testLog(t, open)
  const [id] = await log.append(3)
  await log.sequence()
  await log.attack(`update core_audit_entry set entry = replace(entry, 'thing:0', 'thing:9')`)
  await t.rejects(receiptFor(log.database.em(), id!), { code: 'audit.log-damaged' })
})

eachDatabase(t, 'each way to doctor a receipt is told apart', async (t, open, { engine }) => {
  if (engine === 'postgres') return t.pass('nothing here asks the database')
  const log = await testLog(t, open)
  const [, id] = await log.append(5, details)
  await log.sequence()
  const receipt = (await receiptFor(log.database.em(), id!))!
  const stranger = await loadOrCreateKey(join(log.folder, 'stranger'), 'portal.example/audit')
  const reasonFor = (text: string, options = {}) => {
    const verdict = verifyReceipt(text, { publicKey: log.publicKey, ...options })
    return verdict.valid ? 'valid' : verdict.reason
  }
  const extra = (change: (json: string) => string) =>
    receipt.text.replace(/extra \S+/, (line) => {
      const json = change(Buffer.from(line.slice(6), 'base64').toString())
      return `extra ${Buffer.from(json).toString('base64')}`
    })
  const head = (size: number, root: Buffer) =>
    signCheckpoint({ origin: log.options.key.name, size, root }, log.options.key)

  t.equal(reasonFor(receipt.text), 'valid')
  t.equal(reasonFor(receipt.text.replaceAll('\n', '\r\n')), 'valid', 'line ends of Windows')
  t.equal(reasonFor('hello'), 'malformed')
  t.equal(reasonFor(receipt.text, { publicKey: stranger.verifierKey }), 'unknown-key')
  t.equal(reasonFor(receipt.text.replace('\n5\n', '\n6\n')), 'wrong-signature')
  t.equal(reasonFor(receipt.text.replace('index 1', 'index 2')), 'not-in-log')
  t.equal(reasonFor(extra((json) => json.replace('thing:1', 'thing:7'))), 'not-in-log')
  t.equal(reasonFor(extra((json) => json.replace('Anna', 'Bert'))), 'wrong-details')
  t.equal(reasonFor(receipt.text, { checkpoint: receipt.checkpoint }), 'valid')
  t.equal(reasonFor(receipt.text, { checkpoint: 'hello' }), 'wrong-checkpoint')
  t.equal(reasonFor(receipt.text, { checkpoint: head(9, leafHash('x')) }), 'other-checkpoint')
  t.equal(reasonFor(receipt.text, { checkpoint: head(5, leafHash('x')) }), 'forked')
  const german = verifyReceipt('hello', { publicKey: log.publicKey, locale: 'de' })
  t.match(german, { valid: false, sentence: 'Das ist kein lesbarer Nachweis.' })

  const lines = receipt.text.split('\n')
  fc.assert(
    fc.property(fc.nat(lines.length - 2), fc.nat(60), fc.constantFrom('A', '7', '/'), (line, at, character) => {
      const changed = lines.map((text, number) =>
        number === line ? text.slice(0, at) + character + text.slice(at + 1) : text,
      )
      const text = changed.join('\n')
      const isSame = JSON.stringify(parseReceipt(text)) === JSON.stringify(receipt && parseReceipt(receipt.text))
      return isSame || !verifyReceipt(text, { publicKey: log.publicKey }).valid
    }),
    { numRuns: 300 },
  )
})

eachDatabase(t, 'the command checks a receipt without portal and network', async (t, open, { engine }) => {
  if (engine === 'postgres') return t.pass('nothing here asks the database')
  const log = await testLog(t, open)
  const [id] = await log.append(2, details)
  await log.sequence()
  const receipt = (await receiptFor(log.database.em(), id!))!
  const file = join(log.folder, 'receipt.txt')
  const key = join(log.folder, 'audit/key.pub')
  const run = (...args: string[]) => spawnSync(process.execPath, [verifier, ...args], { encoding: 'utf8', env: {} })

  writeFileSync(file, receipt.text)
  const good = run(file, '--key', key, '--checkpoint', join(log.folder, 'audit/checkpoint'))
  t.equal(good.status, 0, good.stderr)
  t.match(good.stdout, /^The receipt is genuine\. Entry 0 of 2: sample\.change, thing:0, 2026-03-01T10:00:00\.000Z\n/)
  t.match(good.stdout, '"Anna Müller"')

  writeFileSync(file, receipt.text.replace('index 0', 'index 1'))
  const bad = run(file, '--key', key, '--locale', 'de')
  t.match(bad, { status: 1, stderr: 'Der Eintrag steht nicht in dem unterschriebenen Protokoll.\n' })
  t.equal(run(file).status, 2)
  t.equal(run(file, '--key', file).status, 2)
})

t.test('the verifier needs nothing but pure files', async (t) => {
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)) {
      if (from!.startsWith('.')) visit(fileURLToPath(new URL(from!, `file://${file}`)))
      else t.match(from, /^(node:(fs|util|crypto)|canonicalize)$/)
    }
  }
  visit(verifier)
  t.notOk([...seen].some((file) => file.includes('/storage/')))
})
