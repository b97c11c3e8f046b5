import fc from 'fast-check'
import t from 'tap'
import type { ClaimState } from '../../src/payments/claim.ts'
import type { PaymentState, ProviderStatus } from '../../src/payments/payment-state.ts'
import { isOpen } from '../../src/payments/payment-state.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { ScriptedProvider, type Failure } from './scripted-provider.ts'
import { collectScenarios } from './scenarios.ts'

type Step =
  | { kind: 'begin' }
  | { kind: 'return' }
  | { kind: 'decide'; status: ProviderStatus; index: number }
  | { kind: 'give-up'; status: 'failed' | 'canceled' }
  | { kind: 'pass'; hours: number }
  | { kind: 'fail'; failure: Failure | null }
  | { kind: 'owner-fails'; fails: boolean }
  | { kind: 'cancel' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'begin' }) },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'return' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      status: fc.constantFrom<ProviderStatus>('payed', 'payed', 'failed', 'canceled'),
      index: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('give-up' as const),
      status: fc.constantFrom<'failed' | 'canceled'>('failed', 'canceled'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.constantFrom(0.01, 1, 49) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fail' as const),
      failure: fc.constantFrom<Failure | null>(null, null, 'before-commit', 'after-commit', 'refuse', 'silent'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('owner-fails' as const), fails: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'cancel' }) },
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

const provider = new ScriptedProvider()
const { scenario, run } = collectScenarios(() => provider)

scenario('whatever happens, a claim is paid at most once and no money is lost', async (t, bench) => {
  const { payments, worker, pass, makeClaim, settled, owner, database, em, empty } = bench

  async function take(claimId: string, each: Step): Promise<void> {
    switch (each.kind) {
      case 'begin':
        return void (await payments.begin(claimId, { returnPath: '/' }).catch(onlyCoded))
      case 'return':
        return void (await payments.refreshClaim(claimId))
      case 'decide':
        return provider.decideIfPossible(each.status, each.index)
      case 'give-up':
        provider.decideIfPossible(each.status)
        return void (await payments.refreshClaim(claimId))
      case 'pass':
        pass(each.hours * 60 * 60 * 1000)
        return worker.drain()
      case 'fail':
        provider.fail = each.failure
        return
      case 'owner-fails':
        owner.fails = each.fails
        return
      case 'cancel':
        return void (await unitOfWork(database, (em) => payments.cancelOpen(em, claimId)).catch(onlyCoded))
    }
  }

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.boolean(), async (steps, allPaid) => {
      await empty()
      provider.reset()
      owner.fails = false
      settled.length = 0
      const claim = await makeClaim(3000)
      const states = new Map<string, PaymentState>()
      let claimState: ClaimState = 'open'
      for (const each of steps) {
        await take(claim.id, each)
        const all = await payments.paymentsOf(em(), claim.id)
        if (all.filter((payment) => isOpen(payment.state)).length > 1) return false
        for (const { id, state } of all) {
          const before = states.get(id)
          if (before && before !== state && rank[state] <= rank[before]) return false
          states.set(id, state)
        }
        const { state } = await payments.claim(em(), claim.id)
        if (claimState !== 'open' && state !== claimState) return false
        claimState = state
        if (settled.length > 1) return false
      }
      // In the end everything works, perhaps even what was given up is paid, and everything is asked about once more.
      if (allPaid) provider.payAll()
      owner.fails = false
      provider.fail = null
      for (const { id } of await payments.paymentsOf(em(), claim.id)) await payments.refresh(id)

      const all = await payments.paymentsOf(em(), claim.id)
      const paid = all.filter((payment) => payment.state === 'payed')
      const { state, paymentId } = await payments.claim(em(), claim.id)
      const atProvider = new Set(provider.paidRequests())
      return (
        paid.length === atProvider.size &&
        paid.every((payment) => atProvider.has(payment.requestId)) &&
        paid.every((payment) => payment.refundDue !== (payment.id === paymentId)) &&
        (claimState === 'open' || state === claimState) &&
        settled.length === (state === 'paid' ? 1 : 0) &&
        (state !== 'open' || paid.length === 0)
      )
    }),
    { numRuns: database.engine === 'sqlite' ? 50 : 15 },
  )
  t.pass()
})

function onlyCoded(error: unknown): void {
  if (typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('payment.'))
    return
  throw error
}

await run(t)
