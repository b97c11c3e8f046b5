import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadOrCreateKey, readPublicKey } from '../../src/audit/key.ts'
import { parseVerifierKey } from '../../src/audit/signed-note.ts'
import { temporaryFolder } from './fixture.ts'

t.test('the key is made once, and only its owner can read it', async (t) => {
  const folder = temporaryFolder(t)
  t.equal(await readPublicKey(folder), null)
  const made = await loadOrCreateKey(folder, 'portal.example/audit')
  t.equal(statSync(join(folder, 'audit/key.pem')).mode & 0o777, 0o600)
  t.match(readFileSync(join(folder, 'audit/key.pub'), 'utf8'), /^portal\.example\/audit\+[0-9a-f]{8}\+\S{44}\n$/)
  t.equal(parseVerifierKey((await readPublicKey(folder))!).name, 'portal.example/audit')

  const loaded = await loadOrCreateKey(folder, 'other.example/audit')
  t.equal(loaded.verifierKey, made.verifierKey, 'the log keeps the name it was born with')
})

t.test('two processes that start at once agree on one key', async (t) => {
  const folder = temporaryFolder(t)
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateKey(folder, 'portal.example/audit')))
  t.equal(new Set(keys.map((key) => key.verifierKey)).size, 1)
})

t.test('a key that is lost, exposed or exchanged is not replaced in silence', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'audit/key.pem')
  await loadOrCreateKey(folder, 'portal.example/audit')
  const pem = readFileSync(file)

  chmodSync(file, 0o644)
  await t.rejects(loadOrCreateKey(folder, 'portal.example/audit'), { code: 'audit.key-exposed' })
  rmSync(file)
  await t.rejects(loadOrCreateKey(folder, 'portal.example/audit'), { code: 'audit.key-lost' })
  writeFileSync(file, 'not a key', { mode: 0o600 })
  await t.rejects(loadOrCreateKey(folder, 'portal.example/audit'), { code: 'audit.key-invalid' })
  const other = temporaryFolder(t)
  await loadOrCreateKey(other, 'portal.example/audit')
  writeFileSync(file, readFileSync(join(other, 'audit/key.pem')))
  await t.rejects(loadOrCreateKey(folder, 'portal.example/audit'), { code: 'audit.key-invalid' })
  writeFileSync(file, pem)
  await t.resolves(loadOrCreateKey(folder, 'portal.example/audit'))
})
