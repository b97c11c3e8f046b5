import t from 'tap'
import { defineError, isError } from '../../src/base/error.ts'
import { atLeast } from '../../src/base/trust.ts'
import { hashSecret, newId, newSecret } from '../../src/base/id.ts'

const tooFull = defineError('room.too-full', 409, 'The room {room} holds {seats} people')

t.test('an error carries code, status, filled message, problems and cause', async (t) => {
  const cause = new Error('inner')
  const problems = [{ pointer: '/seats', code: 'maximum' }]
  const error = tooFull({ room: 'A1', seats: 12 }, { cause, problems })
  t.match(error, { code: 'room.too-full', status: 409, message: 'The room A1 holds 12 people', problems, cause })
  t.equal(tooFull({ room: 'A1' }).message, 'The room A1 holds {seats} people')
})

t.test('errors are recognised by code, also from another copy of the package', async (t) => {
  t.ok(isError(tooFull()))
  t.ok(isError(tooFull(), 'room.too-full'))
  t.notOk(isError(tooFull(), 'room.closed'))
  t.ok(isError({ code: 'room.too-full', problems: [] }, 'room.too-full'))
  for (const other of [new Error('x'), null, undefined, 'room.too-full', { code: 'ECONNREFUSED' }])
    t.notOk(isError(other))
})

t.test('a trust level satisfies itself and those below; no login satisfies none', async (t) => {
  t.ok(atLeast('hoch', 'basis'))
  t.ok(atLeast('substantiell', 'substantiell'))
  t.notOk(atLeast('basis', 'substantiell'))
  t.notOk(atLeast(null, 'basis'))
})

t.test('ids sort by time of creation, secrets are long and stored as hashes', async (t) => {
  const ids = Array.from({ length: 1_000 }, newId)
  t.strictSame([...ids].sort(), ids)
  t.equal(new Set(ids).size, 1_000)
  t.equal(Buffer.from(newSecret(), 'base64url').length, 32)
  t.not(newSecret(), newSecret())
  t.match(hashSecret('a'), /^ca978112ca1bbdcafac231b39a23dc4d/)
})
