import fc from 'fast-check'
import t from 'tap'
import type { Charge, Observation, PaymentState, ProviderStatus } from '../../src/payments/payment-state.ts'
import { advance, isOpen } from '../../src/payments/payment-state.ts'

const ours: Charge = { amount: 3000, currency: 'EUR', requestId: 'r1' }
const seen = (status: ProviderStatus, charge: Charge | null = ours): Observation => ({ kind: 'seen', status, charge })

t.test('a payment is created, asked for, and paid', async (t) => {
  t.equal(advance('created', seen('initial'), ours).state, 'initial')
  t.same(advance('initial', seen('payed'), ours), { state: 'payed', attention: null, late: false })
})

t.test('no clear answer leaves the outcome open', async (t) => {
  t.equal(advance('created', { kind: 'unclear' }, ours).state, 'unknown')
  t.equal(advance('unknown', { kind: 'unclear' }, ours).state, 'unknown')
  t.equal(advance('initial', { kind: 'unclear' }, ours).state, 'initial')
})

t.test('a refusal is final only if no earlier request can have got through', async (t) => {
  t.equal(advance('created', { kind: 'refused', first: true }, ours).state, 'failed')
  t.same(advance('unknown', { kind: 'refused', first: false }, ours), {
    state: 'manual',
    attention: 'refused',
    late: false,
  })
})

t.test('a late payment is accepted and flagged', async (t) => {
  for (const state of ['failed', 'canceled', 'expired'] as const) {
    t.same(advance(state, seen('payed'), ours), { state: 'payed', attention: 'late', late: true }, state)
  }
})

t.test('another amount, currency or request is never paid, and a person looks at it', async (t) => {
  const wrong = [{ ...ours, amount: 2999 }, { ...ours, currency: 'USD' }, { ...ours, requestId: 'r2' }, null]
  for (const charge of wrong) {
    t.match(advance('initial', seen('payed', charge), ours), { state: 'manual', attention: 'amount-mismatch' })
    t.match(advance('canceled', seen('payed', charge), ours), { state: 'canceled', attention: 'amount-mismatch' })
  }
})

t.test('after 48 hours an offered payment expires, an unanswered one goes to a person', async (t) => {
  t.match(advance('initial', { kind: 'overdue' }, ours), { state: 'expired', attention: 'overdue' })
  t.match(advance('unknown', { kind: 'overdue' }, ours), { state: 'manual', attention: 'unclear' })
})

const status = fc.constantFrom<ProviderStatus>('initial', 'payed', 'failed', 'canceled')
const charge = fc.oneof(
  { weight: 3, arbitrary: fc.constant(ours) },
  { weight: 1, arbitrary: fc.constantFrom(null, { ...ours, amount: 1 }) },
)
const observation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('seen' as const), status, charge }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Observation>(
      { kind: 'unclear' },
      { kind: 'absent' },
      { kind: 'overdue' },
      { kind: 'withdrawn' },
      { kind: 'refused', first: true },
      { kind: 'refused', first: false },
    ),
  },
)

const rank: Record<PaymentState, number> = {
  created: 0,
  unknown: 1,
  initial: 2,
  manual: 3,
  failed: 4,
  canceled: 4,
  expired: 4,
  payed: 5,
}

t.test('whatever the provider says, states only move forward and money is never overlooked', async () => {
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 30 }), (observations) => {
      let state: PaymentState = 'created'
      for (const each of observations) {
        const step = advance(state, each, ours)
        const isPayed = each.kind === 'seen' && each.status === 'payed'
        const isConfirmed = isPayed && each.charge === ours
        if (rank[step.state] < rank[state]) return false
        if (rank[step.state] === rank[state] && step.state !== state) return false
        if (isConfirmed && step.state !== 'payed') return false
        if (isPayed && step.state !== 'payed' && step.attention !== 'amount-mismatch') return false
        if (step.state === 'payed' && state !== 'payed' && !isConfirmed) return false
        if (!isOpen(state) && isOpen(step.state)) return false
        state = step.state
      }
      return true
    }),
    { numRuns: 2000 },
  )
})
