import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { masterKeyFile, newMasterKey, openMasterKeys, writeMasterKeys } from '../../src/vault/master-keys.ts'

const folderOf = (t: { teardown(action: () => unknown): void }) => {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-keys-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

t.test('the file is made once, for its owner only', async (t) => {
  const file = join(folderOf(t), 'keys', 'master.key')
  const made = await (await openMasterKeys(file, async () => true)).active()
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.same(await (await openMasterKeys(file, async () => true)).active(), made)
})

t.test('of several processes that start at once all get the same key', async (t) => {
  const file = join(folderOf(t), 'master.key')
  const opened = await Promise.all(Array.from({ length: 8 }, () => openMasterKeys(file, async () => true)))
  const active = await Promise.all(opened.map((keys) => keys.active()))
  t.equal(new Set(active.map(({ id }) => id)).size, 1)
})

t.test('a lost, open or broken file stops with a sentence that says what to do', async (t) => {
  const file = join(folderOf(t), 'master.key')
  await t.rejects(
    openMasterKeys(file, async () => false),
    { code: 'vault.master-key-lost' },
  )
  await openMasterKeys(file, async () => true)
  chmodSync(file, 0o644)
  await t.rejects(
    openMasterKeys(file, async () => true),
    { code: 'vault.master-key-exposed', message: /chmod 600/ },
  )
  chmodSync(file, 0o600)
  writeFileSync(file, 'nonsense')
  await t.rejects(
    openMasterKeys(file, async () => true),
    { code: 'vault.master-key-invalid' },
  )
})

t.test('a running portal finds the key that a rotation has added, and wraps with it from then on', async (t) => {
  const file = join(folderOf(t), 'master.key')
  const running = await openMasterKeys(file, async () => true)
  const old = await running.active()
  const fresh = newMasterKey()
  await writeMasterKeys(file, [fresh, old])
  t.same(await running.find(fresh.id), { ...fresh, key: Buffer.from(fresh.key) })
  t.equal((await running.active()).id, fresh.id)
  await t.rejects(running.find(newMasterKey().id), { code: 'vault.master-key-unknown' })
  t.notOk(readFileSync(file, 'utf8').includes('undefined'))
})

t.test('a key that has left the file wraps nothing new, and still opens what was read before', async (t) => {
  const file = join(folderOf(t), 'master.key')
  const running = await openMasterKeys(file, async () => true)
  const old = await running.active()
  const fresh = newMasterKey()
  await writeMasterKeys(file, [fresh])
  t.equal((await running.active()).id, fresh.id)
  t.same(await running.find(old.id), old)
  const restarted = await openMasterKeys(file, async () => false)
  await t.rejects(restarted.find(old.id), { code: 'vault.master-key-unknown' })
})

t.test('a file that others may read since it was replaced wraps nothing', async (t) => {
  const file = join(folderOf(t), 'master.key')
  const running = await openMasterKeys(file, async () => true)
  await writeMasterKeys(file, [newMasterKey(), await running.active()])
  chmodSync(file, 0o644)
  await t.rejects(running.active(), { code: 'vault.master-key-exposed' })
})

t.test('while the file is gone nothing new is wrapped, and what is there still opens', async (t) => {
  const file = join(folderOf(t), 'master.key')
  const running = await openMasterKeys(file, async () => true)
  const before = await running.active()
  rmSync(file)
  await t.rejects(running.active(), { code: 'vault.master-key-lost' })
  t.same(await running.find(before.id), before)
  await writeMasterKeys(file, [before])
  t.same(await running.active(), before)
})

t.test('an operator may keep the keys elsewhere', async (t) => {
  t.equal(masterKeyFile('/data', {}), join('/data', 'master.key'))
  t.equal(masterKeyFile('/data', { KREISWERK_MASTER_KEY_FILE: '/secrets/key' }), '/secrets/key')
})
