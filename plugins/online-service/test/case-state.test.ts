import fc from 'fast-check'
import t from 'tap'
import { advance, filed } from '../src/case/state.ts'
import type { CaseState, CaseStep } from '../src/case/state.ts'

const run = (state: CaseState, ...steps: CaseStep[]) => steps.reduce(advance, state)
const pay = { kind: 'pay' } as const
const assign = (to: string) => ({ kind: 'assign', to }) as const
const decide = (outcome: 'granted' | 'refused', by: string) => ({ kind: 'decide', outcome, by }) as const

t.test('with a fee a case is received once that is paid; without one at once', async (t) => {
  t.match(filed(2_500), { stage: 'awaiting-payment', payment: 'open' })
  t.match(run(filed(2_500), pay), { stage: 'received', payment: 'paid' })
  t.match(filed(0), { stage: 'received', payment: 'none' })
})

t.test('a clerk takes it on and decides', async (t) => {
  t.match(run(filed(0), assign('anna'), decide('granted', 'anna')), { stage: 'decided', outcome: 'granted' })
})

t.test('each wrong step has its own code', async (t) => {
  t.throws(() => run(filed(2_500), assign('anna')), { code: 'online-service.not-paid' })
  t.throws(() => run(filed(0), assign('anna'), assign('ben')), { code: 'online-service.assigned-to-other' })
  t.throws(() => run(filed(0), decide('granted', 'anna')), { code: 'online-service.not-assigned' })
  t.throws(() => run(filed(0), assign('anna'), decide('granted', 'ben')), { code: 'online-service.assigned-to-other' })
  t.throws(() => run(filed(2_500), pay, pay), { code: 'online-service.already-paid' })
  t.throws(() => run(filed(0), { kind: 'withdraw' }, assign('anna')), { code: 'online-service.already-decided' })
})

t.test('money that arrives after the withdrawal is accepted and due back', async (t) => {
  t.match(run(filed(2_500), { kind: 'withdraw' }, pay), {
    stage: 'decided',
    outcome: 'withdrawn',
    payment: 'paid',
    refundDue: true,
  })
  t.match(run(filed(2_500), pay, { kind: 'withdraw' }), { refundDue: true })
})

const step: fc.Arbitrary<CaseStep> = fc.oneof(
  fc.constant(pay),
  fc.constantFrom('anna', 'ben').map(assign),
  fc.constant({ kind: 'release' } as const),
  fc.constantFrom('anna', 'ben').map((by) => decide('granted', by)),
  fc.constant({ kind: 'withdraw' } as const),
)

t.test(
  'property: whatever is tried, a case is granted only when paid, by its assignee, and never changes its outcome',
  async () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 2_500), fc.array(step, { maxLength: 12 }), (fee, steps) => {
        let state = filed(fee)
        for (const one of steps) {
          const before = state
          try {
            state = advance(state, one)
          } catch (error) {
            if (!(error as { code?: string }).code?.startsWith('online-service.')) throw error
          }
          if (before.outcome !== null && state.outcome !== before.outcome) return false
          if (state.outcome === 'granted' && (state.payment === 'open' || state.assignee === null)) return false
          if ((state.outcome === null) === (state.stage === 'decided')) return false
        }
        return true
      }),
      { numRuns: 500 },
    )
  },
)
