import t from 'tap'
import type { Test } from 'tap'
import type { PaymentRequest } from '../../core/src/payments/provider.ts'
import { xbezahldienste } from '../../core/src/payments/xbezahldienste.ts'
import type { EmulatorOptions } from '../../sample-deployment/payment-emulator/payment-emulator.ts'
import { startPaymentEmulator } from '../../sample-deployment/payment-emulator/payment-emulator.ts'

const request = (requestId: string): PaymentRequest => ({
  requestId,
  requestedAt: new Date('2026-03-01T10:00:00Z'),
  amount: 1230,
  currency: 'EUR',
  purpose: 'Gebühr für Sperrgut',
  description: 'Abholung (2 Stück) – à 6,15 €',
  returnUrl: 'https://portal.example/zahlung/1',
  items: [
    {
      id: '1',
      reference: 'sperrgut/groß',
      description: 'Sofa',
      quantity: 2,
      unitNet: 615,
      unitTax: 0,
      taxRate: 0,
      bookingData: { kostenstelle: '4711' },
    },
  ],
})

async function connect(t: Test, options: Partial<EmulatorOptions> = {}, timeout = 10_000) {
  const emulator = await startPaymentEmulator({ port: 0, ...options })
  t.teardown(() => emulator.close())
  const tenant = { originatorId: 'portal', endPointId: '05334002' }
  return { emulator, tenant, provider: xbezahldienste({ url: emulator.url, ...tenant, timeout }) }
}

t.test('asks for a payment and learns how it went', async (t) => {
  const { emulator, provider } = await connect(t)
  const created = await provider.create(request('r1'))
  t.match(created, {
    kind: 'accepted',
    transaction: { status: 'initial', charge: { amount: 1230, currency: 'EUR', requestId: 'r1' } },
  })
  if (created.kind !== 'accepted') return
  t.match(created.transaction.redirectUrl, emulator.url)
  emulator.decide('r1', 'PAYED')
  t.match(await provider.query(created.transaction.transactionId), {
    kind: 'found',
    transaction: { status: 'payed', redirectUrl: null, reference: /^EMU\d{10}$/, method: 'OTHER' },
  })
})

t.test('every status of the standard is understood', async (t) => {
  const { emulator, provider } = await connect(t)
  for (const [decision, status] of [
    ['PAYED', 'payed'],
    ['FAILED', 'failed'],
    ['CANCELED', 'canceled'],
  ] as const) {
    await provider.create(request(decision))
    emulator.decide(decision, decision)
    t.match(await provider.query(decision), { kind: 'found', transaction: { status } })
  }
})

t.test('the same request a second time exists already', async (t) => {
  const { provider } = await connect(t)
  await provider.create(request('r1'))
  t.same(await provider.create(request('r1')), { kind: 'exists' })
})

t.test('a refusal carries the functional code', async (t) => {
  const { provider, emulator, tenant } = await connect(t, { tenants: ['portal/05334002'], bookingKeys: ['haushalt'] })
  t.match(await provider.create(request('r1')), { kind: 'rejected', code: 'BOOKING_DATA_MISSING' })
  t.match(await provider.create({ ...request('r1'), amount: 1229 }), { kind: 'rejected', code: 'CALCULATION_ERROR' })
  t.match(await provider.create({ ...request('r1'), currency: 'USD' }), { kind: 'rejected', code: 'VALIDATION_ERROR' })
  const stranger = xbezahldienste({ url: emulator.url, ...tenant, endPointId: '1' })
  t.match(await stranger.create(request('r1')), { kind: 'rejected', code: 'NO_VALID_ORIGINATOR_OR_ENDPOINT' })
  t.match(await stranger.query('r1'), { kind: 'rejected', code: 'NO_VALID_ORIGINATOR_OR_ENDPOINT' })
  t.match(await stranger.status(), { kind: 'rejected', code: 'FORBIDDEN' })
  t.same(await provider.status(), { kind: 'ready' })
  t.same(await provider.query('r1'), { kind: 'missing' })
})

t.test('trouble is an outcome, and what the provider did meanwhile stays open', async (t) => {
  const { emulator, provider } = await connect(t)
  const outcomes = {
    'malformed-reply': 'reply-malformed',
    'huge-reply': 'reply-too-large',
    'foreign-redirect': 'redirect-to-foreign-origin',
    'too-many-requests': 'http-429',
    'server-error': 'http-500',
  } as const
  for (const [fault, cause] of Object.entries(outcomes)) {
    emulator.misbehave(fault as keyof typeof outcomes)
    t.same(await provider.create(request(fault)), { kind: 'unknown', cause }, fault)
  }
})

t.test('an answer that takes too long is an outcome too', async (t) => {
  const { emulator, provider } = await connect(t, {}, 300)
  for (const fault of ['timeout-before-commit', 'timeout-after-commit', 'slow-bytes'] as const) {
    emulator.misbehave(fault)
    t.same(await provider.create(request(fault)), { kind: 'unknown', cause: 'timeout' }, fault)
  }
})

t.test('a provider that is not there is an outcome too', async (t) => {
  const { emulator, provider } = await connect(t)
  await emulator.close()
  t.match(await provider.create(request('r1')), { kind: 'unknown', cause: /^network-/ })
  t.match(await provider.query('r1'), { kind: 'unknown' })
  t.match(await provider.status(), { kind: 'unknown' })
})

t.test('the caller can give up', async (t) => {
  const { emulator, provider } = await connect(t, { misbehave: ['timeout-after-commit'] })
  const giveUp = new AbortController()
  const outcome = provider.create(request('r1'), giveUp.signal)
  while (!emulator.find('r1')) await new Promise(setImmediate)
  giveUp.abort()
  t.same(await outcome, { kind: 'unknown', cause: 'aborted' })
})

t.test('a provider with access tokens', async (t) => {
  const client = { id: 'portal', secret: 'long secret' }
  const { emulator, tenant } = await connect(t, { client })
  let now = new Date('2026-03-01T10:00:00Z')
  const auth = { tokenUrl: `${emulator.url}/oauth/token`, clientId: client.id, clientSecret: client.secret }
  const provider = xbezahldienste({ url: emulator.url, ...tenant, auth, clock: () => now })

  t.test('one token serves many calls', async (t) => {
    await Promise.all([provider.status(), provider.status(), provider.status()])
    t.equal(emulator.tokensIssued(), 1)
    t.same(await provider.status(), { kind: 'ready' })
    t.equal(emulator.tokensIssued(), 1)
  })

  t.test('a revoked token is replaced', async (t) => {
    emulator.revokeTokens()
    t.match(await provider.create(request('r1')), { kind: 'accepted' })
    t.equal(emulator.tokensIssued(), 2)
  })

  t.test('a token is renewed before it expires', async (t) => {
    now = new Date(now.getTime() + 1771 * 1000)
    await provider.status()
    t.equal(emulator.tokensIssued(), 3)
  })

  t.test('without a token nothing is known', async (t) => {
    const wrong = xbezahldienste({ url: emulator.url, ...tenant, auth: { ...auth, clientSecret: 'guessed' } })
    t.same(await wrong.create(request('r2')), { kind: 'unknown', cause: 'token-invalid_client' })
    t.match(await xbezahldienste({ url: emulator.url, ...tenant }).create(request('r3')), {
      kind: 'rejected',
      code: 'FORBIDDEN',
    })
  })
})

t.test('settings that cannot work are refused at once', async (t) => {
  const good = { url: 'https://pay.example', originatorId: 'portal', endPointId: '05334002' }
  t.equal(xbezahldienste(good).id, 'xbezahldienste')
  t.same(xbezahldienste(good).pageOrigins, ['https://pay.example'])
  t.throws(() => xbezahldienste({ ...good, endPointId: '../admin' }), /endPointId/)
  t.throws(() => xbezahldienste({ ...good, url: 'http://pay.example' }), /https/)
})
