import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startPaymentEmulator } from '../payment-emulator/payment-emulator.ts'

const body = (requestId: string) => ({
  requestId,
  requestTimestamp: '2026-03-01T10:00:00.000Z',
  currency: 'EUR',
  grosAmount: 30,
  purpose: 'Sperrgut',
  description: 'Abholung, 2 Stück',
  redirectUrl: 'http://localhost:3000/zahlung/1',
  items: [
    {
      id: '1',
      reference: 'sofa',
      description: 'Sofa',
      taxRate: 0,
      quantity: 2,
      totalNetAmount: 30,
      totalTaxAmount: 0,
      singleNetAmount: 15,
      singleTaxAmount: 0,
    },
  ],
})

const create = (url: string, request: unknown) =>
  fetch(`${url}/paymenttransaction/portal/05334002`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })

t.test('the page says what is paid, that no money moves, and leads back', async (t) => {
  const emulator = await startPaymentEmulator({ port: 0 })
  t.teardown(() => emulator.close())
  const response = await create(emulator.url, body('r1'))
  t.equal(response.status, 201)
  const { paymentInformation } = (await response.json()) as { paymentInformation: { transactionRedirectUrl: string } }
  const page = paymentInformation.transactionRedirectUrl

  const before = await (await fetch(page)).text()
  t.match(before, /<title>Zahlung – Bezahl-Emulator, kein echtes Geld<\/title>/)
  for (const text of [
    '30,00\u00a0€',
    'Sperrgut',
    'Abholung, 2 Stück',
    'Sofa',
    'href="http://localhost:3000/zahlung/1"',
  ]) {
    t.ok(before.includes(text), text)
  }
  t.notMatch(before, /<script/)

  const paid = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'PAYED' }),
    redirect: 'manual',
  })
  t.equal(paid.headers.get('location'), 'http://localhost:3000/zahlung/1')
  t.match(await (await fetch(page)).text(), /Zahlung abgeschlossen/)

  await fetch(page, { method: 'POST', body: new URLSearchParams({ decision: 'CANCELED' }), redirect: 'manual' })
  t.equal(emulator.find('r1')?.status, 'PAYED', 'the first decision stands')
})

t.test('requests that break the standard are refused', async (t) => {
  const emulator = await startPaymentEmulator({ port: 0 })
  t.teardown(() => emulator.close())
  const [item] = body('r1').items
  const refusals: [unknown, string][] = [
    [{ ...body('r1'), purpose: 'Gebühr' }, 'VALIDATION_ERROR'],
    [{ ...body('r1'), purpose: 'x'.repeat(28) }, 'VALIDATION_ERROR'],
    [{ ...body('r1'), grosAmount: '30' }, 'VALIDATION_ERROR'],
    [{ ...body('r1'), items: [] }, 'VALIDATION_ERROR'],
    [{ ...body('r1'), redirectUrl: 'javascript:alert(1)' }, 'VALIDATION_ERROR'],
    [{ ...body('r1'), grosAmount: 30.01 }, 'CALCULATION_ERROR'],
    [{ ...body('r1'), grosAmount: 30.001, items: [{ ...item, totalNetAmount: 30.001 }] }, 'CALCULATION_ERROR'],
  ]
  for (const [request, functionalCode] of refusals) {
    const response = await create(emulator.url, request)
    t.match(response.headers.get('content-type'), 'application/problem+json')
    t.match(await response.json(), { functionalCode, status: 400 })
  }
  t.equal(emulator.find('r1'), undefined)
})

t.test('a fault can be asked for in the address', async (t) => {
  const emulator = await startPaymentEmulator({ port: 0 })
  t.teardown(() => emulator.close())
  t.equal((await fetch(`${emulator.url}/status/portal/1?misbehave=server-error`)).status, 500)
  t.equal((await fetch(`${emulator.url}/status/portal/1`)).status, 200)
})

t.test('with a file, payments outlive a restart', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'payment-emulator-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const file = join(folder, 'transactions.json')
  const first = await startPaymentEmulator({ port: 0, file })
  await create(first.url, body('r1'))
  first.decide('r1', 'PAYED')
  await first.close()
  const second = await startPaymentEmulator({ port: 0, file })
  t.teardown(() => second.close())
  t.equal(second.find('r1')?.status, 'PAYED')
  t.equal((await create(second.url, body('r1'))).status, 409)
})
