import t from 'tap'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { ScriptedProvider } from './scripted-provider.ts'
import { collectScenarios } from './scenarios.ts'

const hour = 60 * 60 * 1000
const { scenario, run } = collectScenarios(() => new ScriptedProvider())

scenario(
  'a claim is paid: its owner hears of it once, and it is on record',
  async (t, { payments, provider, settled, facts, makeClaim, em }) => {
    const claim = await makeClaim(3000)
    const { redirectUrl, paymentId } = await payments.begin(claim.id, { returnPath: '/zahlung/1' })
    t.equal(redirectUrl, 'https://pay.example/1')
    t.match(provider.requests, [{ amount: 3000, returnUrl: 'https://portal.example/zahlung/1' }])

    provider.decide('payed')
    t.match(await payments.refreshClaim(claim.id), { state: 'paid', paymentId })
    t.match(await payments.refresh(paymentId), { state: 'payed', reference: 'KZ1', refundDue: false, attention: null })
    t.match(settled, [{ claim: { id: claim.id, state: 'paid' }, payment: { id: paymentId, state: 'payed' } }])
    t.same(
      facts.map((fact) => fact.action),
      ['payment.begun', 'payment.initial', 'payment.payed'],
    )
    await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.already-paid' })
    t.match(await payments.pending(em()), { items: [] })
  },
)

scenario('the request is written down before it is sent', async (t, { payments, provider, makeClaim, em }) => {
  const claim = await makeClaim(3000)
  provider.onCreate = async () => {
    t.match(await payments.paymentsOf(em(), claim.id), [
      { state: 'created', requestId: provider.requests[0]?.requestId },
    ])
  }
  await payments.begin(claim.id, { returnPath: '/' })
})

scenario('beginning again leads to the same payment', async (t, { payments, provider, makeClaim }) => {
  const claim = await makeClaim(3000)
  const first = await payments.begin(claim.id, { returnPath: '/' })
  t.same(await payments.begin(claim.id, { returnPath: '/anders' }), first)
  t.equal(provider.requests.length, 1)
})

scenario('beginning many times at once makes one payment', async (t, { payments, provider, makeClaim, em }) => {
  const claim = await makeClaim(3000)
  await Promise.allSettled(Array.from({ length: 8 }, () => payments.begin(claim.id, { returnPath: '/' })))
  t.equal((await payments.paymentsOf(em(), claim.id)).length, 1)
  t.equal(new Set(provider.requests.map((request) => request.requestId)).size, 1)
})

scenario(
  'without an answer the same request is sent again, until it is known',
  async (t, { payments, provider, worker, pass, makeClaim, em }) => {
    const claim = await makeClaim(3000)
    provider.fail = 'after-commit'
    await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.unavailable' })
    t.match(await payments.paymentsOf(em(), claim.id), [{ state: 'unknown', detail: 'timeout' }])

    provider.fail = null
    pass(10_000)
    await worker.drain()
    t.match(await payments.paymentsOf(em(), claim.id), [{ state: 'initial', attempts: 2 }])
    t.equal(provider.requests.length, 2)
    t.same(provider.requests[0], provider.requests[1])
    t.match(await payments.begin(claim.id, { returnPath: '/' }), { redirectUrl: 'https://pay.example/1' })
  },
)

scenario(
  'a payment that the provider knows but cannot find goes to a person',
  async (t, { payments, provider, makeClaim, em }) => {
    const claim = await makeClaim(3000)
    provider.fail = 'exists-not-found'
    await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.needs-person' })
    const { items } = await payments.pending(em())
    t.match(items, [{ claimId: claim.id, state: 'manual', attention: 'not-found' }])
  },
)

scenario('a refusal frees the claim for another try', async (t, { payments, provider, makeClaim, em }) => {
  const claim = await makeClaim(3000)
  provider.fail = 'refuse'
  await t.rejects(payments.begin(claim.id, { returnPath: '/' }), {
    code: 'payment.refused',
    params: { reason: 'FORBIDDEN: no contract' },
  })
  provider.fail = null
  await payments.begin(claim.id, { returnPath: '/' })
  t.match(await payments.paymentsOf(em(), claim.id), [{ state: 'initial' }, { state: 'failed' }])
})

scenario(
  'the provider is asked until it knows, even when nobody comes back',
  async (t, { payments, provider, worker, pass, makeClaim, settled, em }) => {
    const claim = await makeClaim(3000)
    await payments.begin(claim.id, { returnPath: '/' })
    for (const seconds of [10, 50, 240]) {
      pass(seconds * 1000)
      await worker.drain()
    }
    t.equal(provider.queries, 3)
    provider.decide('payed')
    pass(600_000)
    await worker.drain()
    t.equal((await payments.claim(em(), claim.id)).state, 'paid')
    t.equal(settled.length, 1)
    pass(2 * hour)
    await worker.drain()
    t.equal(provider.queries, 4, 'and then no more')
  },
)

scenario(
  'after 48 hours a person sees it, and the claim can be paid anew',
  async (t, { payments, worker, pass, makeClaim, em }) => {
    const claim = await makeClaim(3000)
    const { paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    pass(10_000)
    await worker.drain()
    pass(48 * hour)
    await worker.drain()
    t.match(await payments.pending(em()), { items: [{ id: paymentId, state: 'expired', attention: 'overdue' }] })
    const again = await payments.begin(claim.id, { returnPath: '/' })
    t.not(again.paymentId, paymentId)
  },
)

scenario(
  'money for a payment that was given up pays the open claim, and is flagged',
  async (t, { payments, provider, makeClaim, settled, em }) => {
    const claim = await makeClaim(3000)
    const { paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    provider.decide('canceled')
    t.equal((await payments.refresh(paymentId)).state, 'canceled')
    provider.decide('payed')
    t.match(await payments.refresh(paymentId), { state: 'payed', late: true, attention: 'late', refundDue: false })
    t.equal((await payments.claim(em(), claim.id)).state, 'paid')
    t.equal(settled.length, 1)
  },
)

scenario(
  'money that nobody needs any longer is accepted and due for refund',
  async (t, { payments, provider, makeClaim, settled, database, em }) => {
    const claim = await makeClaim(3000)
    const { paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    await unitOfWork(database, (em) => payments.cancelOpen(em, claim.id))
    await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.claim-canceled' })
    provider.decide('payed')
    t.match(await payments.refresh(paymentId), { state: 'payed', late: true, refundDue: true, attention: 'refund-due' })
    t.equal((await payments.claim(em(), claim.id)).state, 'canceled')
    t.equal(settled.length, 0)
  },
)

scenario(
  'a second payment for one claim never settles it twice',
  async (t, { payments, provider, makeClaim, settled, em }) => {
    const claim = await makeClaim(3000)
    const first = await payments.begin(claim.id, { returnPath: '/' })
    provider.decide('failed')
    await payments.refresh(first.paymentId)
    const second = await payments.begin(claim.id, { returnPath: '/' })
    provider.decide('payed', 0)
    provider.decide('payed', 1)
    await payments.refresh(first.paymentId)
    t.match(await payments.refresh(second.paymentId), { state: 'payed', refundDue: true })
    t.equal((await payments.claim(em(), claim.id)).paymentId, first.paymentId)
    t.equal(settled.length, 1)
  },
)

scenario(
  'a payment that many learn of at once is settled once',
  async (t, { payments, provider, makeClaim, settled, facts }) => {
    const claim = await makeClaim(3000)
    const { paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    provider.decide('payed')
    await Promise.all(Array.from({ length: 8 }, () => payments.refresh(paymentId)))
    t.equal(settled.length, 1)
    t.equal(facts.filter((fact) => fact.action === 'payment.payed').length, 1)
  },
)

scenario(
  'another amount is never paid; a person can free the claim',
  async (t, { payments, provider, makeClaim, settled, database, em }) => {
    const claim = await makeClaim(3000)
    const { paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    provider.surplus = 1
    provider.decide('payed')
    t.match(await payments.refresh(paymentId), {
      state: 'manual',
      attention: 'amount-mismatch',
      providerStatus: 'payed',
    })
    t.equal((await payments.claim(em(), claim.id)).state, 'open')
    t.equal(settled.length, 0)
    await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.needs-person' })

    await unitOfWork(database, (em) => payments.dismiss(em, paymentId))
    t.match(await payments.refresh(paymentId), { state: 'canceled', attention: null }, 'and it does not come back')
    provider.surplus = 0
    t.match(await payments.begin(claim.id, { returnPath: '/' }), { redirectUrl: 'https://pay.example/2' })
  },
)

scenario(
  'when the owner fails, nothing is half done and it is tried again',
  async (t, { payments, provider, worker, pass, makeClaim, settled, owner, em }) => {
    const claim = await makeClaim(3000)
    const { paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    owner.fails = true
    provider.decide('payed')
    t.match(await payments.refresh(paymentId), { state: 'initial', attention: 'settlement-failed' })
    t.equal((await payments.claim(em(), claim.id)).state, 'open')
    owner.fails = false
    pass(10_000)
    await worker.drain()
    t.equal((await payments.claim(em(), claim.id)).state, 'paid')
    t.equal(settled.length, 1)
  },
)

scenario(
  'the nightly reconciliation finds money that came after the polls had ended',
  async (t, { payments, provider, worker, pass, makeClaim, em }) => {
    const claim = await makeClaim(3000)
    const { paymentId } = await payments.begin(claim.id, { returnPath: '/' })
    pass(49 * hour)
    await worker.drain()
    t.equal((await payments.refresh(paymentId)).state, 'expired')
    provider.decide('payed')
    pass(24 * hour)
    await payments.jobs['core.payment-reconcile']({ payload: null })
    await worker.drain()
    t.match(await payments.claim(em(), claim.id), { state: 'paid' })
  },
)

scenario('a claim and its effects are kept or undone together', async (t, { payments, database, em }) => {
  const input = { owner: 'waste', object: 'pickup:1', amount: 3000, purpose: 'Abholung' }
  let id = ''
  await t.rejects(
    unitOfWork(database, async (em) => {
      id = (await payments.createClaim(em, input)).id
      throw new Error('something else went wrong')
    }),
    { message: 'something else went wrong' },
  )
  await t.rejects(payments.claim(em(), id), { code: 'payment.claim-not-found' })
  await t.rejects(
    unitOfWork(database, (em) => payments.createClaim(em, { ...input, amount: 0 })),
    { code: 'payment.amount-invalid' },
  )
})

scenario('people are led back to this portal only', async (t, { payments, makeClaim }) => {
  const claim = await makeClaim(3000)
  for (const returnPath of ['https://evil.example/', '//evil.example', '/\\evil.example', 'zahlung', '/a b']) {
    await t.rejects(payments.begin(claim.id, { returnPath }), { code: 'payment.return-path-invalid' }, returnPath)
  }
})

scenario('a refusal after an unclear request goes to a person', async (t, { payments, provider, makeClaim, em }) => {
  const claim = await makeClaim(3000)
  provider.fail = 'before-commit'
  await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.unavailable' })
  provider.fail = 'refuse'
  await t.rejects(payments.begin(claim.id, { returnPath: '/' }), { code: 'payment.needs-person' })
  t.match(await payments.pending(em()), { items: [{ attention: 'refused', detail: 'FORBIDDEN: no contract' }] })
})

scenario('money for an older payment ends the newer one', async (t, { payments, provider, makeClaim, em }) => {
  const claim = await makeClaim(3000)
  const first = await payments.begin(claim.id, { returnPath: '/' })
  provider.decide('failed')
  await payments.refresh(first.paymentId)
  await payments.begin(claim.id, { returnPath: '/' })
  provider.decide('payed', 0)
  await payments.refresh(first.paymentId)
  t.match(await payments.paymentsOf(em(), claim.id), [{ state: 'canceled' }, { state: 'payed', late: true }])
})

await run(t)
