import t from 'tap'
import { xbezahldienste } from '../../core/src/payments/xbezahldienste.ts'
import type { Fault } from '../../sample-deployment/payment-emulator/misbehaviour.ts'
import { startPaymentEmulator } from '../../sample-deployment/payment-emulator/payment-emulator.ts'
import { collectScenarios } from '../../core/test/payments/scenarios.ts'

const emulator = await startPaymentEmulator({ port: 0 })
t.teardown(() => emulator.close())

const scenariosWithin = (timeout: number) =>
  collectScenarios(() => {
    emulator.misbehave()
    return xbezahldienste({ url: emulator.url, originatorId: 'portal', endPointId: '05334002', timeout })
  })
const { scenario, run } = scenariosWithin(10_000)
// Short, since every wait is waited out; long enough for an honest answer on a busy machine.
const { scenario: impatient, run: runImpatient } = scenariosWithin(1_000)
const waitedOut: readonly Fault[] = ['timeout-after-commit', 'timeout-before-commit', 'slow-bytes']

/** Decides on the emulator's page, as a browser without JavaScript would. */
async function decide(redirectUrl: string, decision: string): Promise<string | null> {
  const response = await fetch(redirectUrl, {
    method: 'POST',
    body: new URLSearchParams({ decision }),
    redirect: 'manual',
  })
  return response.headers.get('location')
}

scenario('a person pays on the page of the provider and comes back', async (t, { payments, makeClaim, settled }) => {
  const claim = await makeClaim(3000)
  const { redirectUrl } = await payments.begin(claim.id, { returnPath: '/zahlung/1' })
  t.equal(await decide(redirectUrl, 'PAYED'), 'https://portal.example/zahlung/1')
  t.equal((await payments.refreshClaim(claim.id)).state, 'paid')
  t.match(settled, [{ payment: { reference: /^EMU\d{10}$/, method: 'OTHER' } }])
})

for (const fault of [
  'timeout-after-commit',
  'timeout-before-commit',
  'server-error',
  'too-many-requests',
  'malformed-reply',
  'slow-bytes',
  'huge-reply',
  'foreign-redirect',
] as const satisfies Fault[]) {
  const play = waitedOut.includes(fault) ? impatient : scenario
  play(`${fault}: the same request later leads to one payment`, async (t, bench) => {
    const { payments, makeClaim, worker, pass, em } = bench
    const claim = await makeClaim(3000)
    emulator.misbehave(fault)
    await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.unavailable' })
    emulator.misbehave()
    pass(10_000)
    await worker.drain()
    t.match(await payments.paymentsOf(em(), claim.id), [{ state: 'initial', attempts: 2 }])
    const { redirectUrl } = await payments.begin(claim.id, { returnPath: '/' })
    await decide(redirectUrl, 'PAYED')
    t.equal((await payments.refreshClaim(claim.id)).state, 'paid')
  })
}

scenario('exists-at-once: a request that counts as repeated is a success', async (t, { payments, makeClaim }) => {
  const claim = await makeClaim(3000)
  emulator.misbehave('exists-at-once')
  t.match(await payments.begin(claim.id, { returnPath: '/' }), { redirectUrl: emulator.url })
})

scenario('never-found: known, but not to be found, is for a person', async (t, { payments, makeClaim }) => {
  const claim = await makeClaim(3000)
  emulator.misbehave('exists-at-once', 'never-found')
  await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.needs-person' })
})

scenario('late-payed: canceled at first and paid after all', async (t, { payments, makeClaim, settled }) => {
  const claim = await makeClaim(3000)
  const { redirectUrl, paymentId } = await payments.begin(claim.id, { returnPath: '/' })
  emulator.misbehave('late-payed')
  await decide(redirectUrl, 'CANCELED')
  t.equal((await payments.refresh(paymentId)).state, 'canceled')
  t.match(await payments.refresh(paymentId), { state: 'payed', late: true, attention: 'late' })
  t.equal(settled.length, 1)
})

for (const fault of ['wrong-amount', 'no-amount'] as const satisfies Fault[]) {
  scenario(`${fault}: what was not confirmed is not paid`, async (t, { payments, makeClaim, settled, em }) => {
    const claim = await makeClaim(3000)
    const { redirectUrl, paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    await decide(redirectUrl, 'PAYED')
    emulator.misbehave(fault)
    t.match(await payments.refresh(paymentId), { state: 'manual', attention: 'amount-mismatch' })
    t.equal((await payments.claim(em(), claim.id)).state, 'open')
    t.equal(settled.length, 0)
    emulator.misbehave()
    t.equal((await payments.refresh(paymentId)).state, 'payed', 'unless the provider corrects itself')
  })
}

await run(t)
await runImpatient(t)
