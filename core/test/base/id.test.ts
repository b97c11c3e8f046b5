import t from 'tap'
import { validate, version } from 'uuid'
import { newId, newSecret } from '../../src/base/id.ts'

t.test('ids sort by the order they were made in, also within a millisecond', async (t) => {
  const ids = Array.from({ length: 20_000 }, newId)
  t.same(ids, [...new Set(ids)].sort())
  t.ok(ids.every((id) => validate(id) && version(id) === 7))
  const at = parseInt(ids[0]!.slice(0, 8) + ids[0]!.slice(9, 13), 16)
  t.ok(Math.abs(Date.now() - at) < 60_000, 'the first 48 bits are the time')
})

t.test('secrets are as long as asked and never the same', async (t) => {
  const secrets = Array.from({ length: 2_000 }, () => newSecret(16))
  t.equal(new Set(secrets).size, 2_000)
  t.ok(secrets.every((secret) => Buffer.from(secret, 'base64url').length === 16))
  t.throws(() => newSecret(5_000), RangeError)
})
