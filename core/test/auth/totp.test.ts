import { generateSync } from 'otplib'
import t from 'tap'
import { newTotpSecret, totpQrCode, totpUrl, verifyTotp } from '../../src/auth/totp.ts'

const now = new Date('2026-03-01T10:00:10Z')
const secret = await newTotpSecret()
const codeAt = (at: Date) => generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) })
const seconds = (count: number) => new Date(now.getTime() + count * 1000)

t.test('the code of now counts, with one step of clock difference either way', async (t) => {
  const step = Math.floor(now.getTime() / 30_000)
  t.equal(await verifyTotp(secret, codeAt(now), now, null), step)
  t.equal(await verifyTotp(secret, codeAt(seconds(-30)), now, null), step - 1)
  t.equal(await verifyTotp(secret, codeAt(seconds(30)), now, null), step + 1)
  t.equal(await verifyTotp(secret, codeAt(seconds(-90)), now, null), null)
  t.equal(await verifyTotp(secret, codeAt(seconds(90)), now, null), null)
})

t.test('a code counts once, and none before it afterwards', async (t) => {
  const step = await verifyTotp(secret, codeAt(now), now, null)
  t.equal(await verifyTotp(secret, codeAt(now), now, step), null)
  t.equal(await verifyTotp(secret, codeAt(seconds(-30)), now, step), null)
  t.ok(await verifyTotp(secret, codeAt(seconds(30)), seconds(30), step))
})

t.test('spaces between the digits do no harm, anything else does', async (t) => {
  const code = codeAt(now)
  t.ok(await verifyTotp(secret, ` ${code.slice(0, 3)} ${code.slice(3)}`, now, null))
  for (const wrong of ['', '12345', 'abcdef', `${code}0`])
    t.equal(await verifyTotp(secret, wrong, now, null), null, wrong)
})

t.test('an app learns the secret from a QR code', async (t) => {
  const url = new URL(await totpUrl(secret, 'kim@stadt.example', 'Stadt Aachen'))
  t.equal(url.protocol, 'otpauth:')
  t.equal(url.searchParams.get('secret'), secret)
  t.equal(url.searchParams.get('issuer'), 'Stadt Aachen')
  t.match(await totpQrCode(url.href), /^data:image\/svg\+xml;base64,/)
})
