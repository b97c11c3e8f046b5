import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { isLocalPath } from '../base/local-path.ts'
import type { Database, EntityManager } from '../storage/database.ts'
import { enqueue } from '../storage/job.ts'
import type { Log } from '../storage/log.ts'
import { page } from '../storage/page.ts'
import type { Page } from '../storage/page.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { createCheckPayment } from './check-payment.ts'
import type { Claim, ClaimInput } from './claim.ts'
import { newClaim } from './claim.ts'
import { errors } from './errors.ts'
import * as ledger from './ledger.ts'
import type { Effects } from './observe.ts'
import { factOf, withdrawOpen } from './observe.ts'
import type { Payment } from './payment.ts'
import { newPayment } from './payment.ts'
import { createPaymentJobs, pollTopic, type PaymentJobs } from './payment-jobs.ts'
import type { PaymentProvider } from './provider.ts'
import { PaymentTable } from './tables.ts'

export interface PaymentsOptions extends Effects {
  database: Database
  /** `null`: the portal takes no payments. */
  provider: PaymentProvider | null
  clock: Clock
  log: Log
  /** The public address of the portal without a trailing slash. */
  origin: string
}

/** Claims and their payments. Whatever takes an entity manager runs in its unit of work; whatever does not, opens its own. */
export interface Payments {
  /** Demands money. Throws `payment.amount-invalid`, `payment.items-invalid` or `payment.items-mismatch`. */
  createClaim(em: EntityManager, input: ClaimInput): Promise<Claim>
  claim(em: EntityManager, claimId: string): Promise<Claim>
  /** All attempts to pay a claim, newest first. */
  paymentsOf(em: EntityManager, claimId: string): Promise<Payment[]>
  /**
   * Begins to pay a claim, or goes on with the payment that is open: leads to the provider's page, which leads back to
   * `returnPath`. Talks to the provider, so never call it within a unit of work. Throws `payment.already-paid`,
   * `payment.claim-canceled`, `payment.needs-person`, `payment.refused`, or `payment.unavailable` while the outcome is open.
   */
  begin(claimId: string, options: { returnPath: string }): Promise<{ redirectUrl: string; paymentId: string }>
  /** Asks the provider how a payment stands and takes that into the books; never within a unit of work. */
  refresh(paymentId: string): Promise<Payment>
  /** The same for the newest payment of an unpaid claim: what to do when somebody comes back from the provider. */
  refreshClaim(claimId: string): Promise<Claim>
  /** Nobody expects the money any longer; a payment that comes nevertheless is marked for refund. */
  cancelOpen(em: EntityManager, claimId: string): Promise<void>
  /** Payments that a person should look at, oldest first. */
  pending(em: EntityManager, options?: { after?: string; limit?: number }): Promise<Page<Payment>>
  /** A person has looked at it; an unclear payment is given up, so that the claim can be paid again. */
  dismiss(em: EntityManager, paymentId: string): Promise<void>
  /** Topic → handler, for the worker; each is idempotent and opens its own units of work. */
  readonly jobs: PaymentJobs
}

/** Leaves room for the origin within the 2,082 characters of XBezahldienste's `redirectUrl`. */
const longestReturnPath = 1500

/** Payments over a provider, after the rules of the design's section 7. */
export function createPayments(options: PaymentsOptions): Payments {
  const { database, clock } = options

  function requireProvider(): PaymentProvider {
    if (!options.provider) throw errors.notConfigured()
    return options.provider
  }
  const check = createCheckPayment({ ...options, provider: requireProvider })

  async function createClaim(em: EntityManager, input: ClaimInput): Promise<Claim> {
    requireProvider()
    const claim = newClaim(input, newId(), clock())
    await ledger.insertClaim(em, claim)
    return claim
  }

  // The request is written down before it is sent: a crash in between leaves something to ask about.
  const prepare = (claimId: string, returnPath: string): Promise<{ payment: Payment; isNew: boolean }> =>
    unitOfWork(database, async (em) => {
      if (!(await ledger.holdOpenClaim(em, claimId))) throw await whyNot(em, claimId)
      const open = await ledger.readOpenPayment(em, claimId)
      if (open) return { payment: open, isNew: false }
      const claim = await ledger.readClaim(em, claimId)
      const now = clock()
      const ids = { id: newId(), requestId: newId(), provider: requireProvider().id }
      const made = newPayment(claim, { ...ids, returnPath, now })
      const kept = await ledger.insertPayment(em, made)
      if (kept.id !== made.id) return { payment: kept, isNew: false }
      schedulePoll(em, made)
      await options.record(em, factOf(claim, made))
      return { payment: made, isNew: true }
    })

  async function whyNot(em: EntityManager, claimId: string) {
    const { state } = await ledger.readClaim(em, claimId)
    if (state === 'paid') return errors.alreadyPaid({ claim: claimId })
    return state === 'canceled' ? errors.claimCanceled({ claim: claimId }) : errors.unavailable()
  }

  function schedulePoll(em: EntityManager, { id, pollAt }: Payment): void {
    if (!pollAt) return
    enqueue(em, pollTopic, { paymentId: id, at: pollAt.toISOString() }, { key: id, runAt: pollAt })
  }

  async function begin(claimId: string, { returnPath }: { returnPath: string }) {
    if (!isLocalPath(returnPath) || returnPath.length > longestReturnPath)
      throw errors.returnPathInvalid({ path: returnPath })
    const { payment: prepared, isNew } = await prepare(claimId, returnPath)
    const isReady = prepared.state === 'initial' && prepared.redirectUrl !== null
    const payment = isReady ? prepared : await check(prepared, { isNew })
    if (payment.state === 'initial' && payment.redirectUrl) {
      return { redirectUrl: payment.redirectUrl, paymentId: payment.id }
    }
    if (payment.state === 'manual') throw errors.needsPerson({ claim: claimId })
    if (payment.state === 'failed') throw errors.refused({ reason: payment.detail ?? '' })
    throw await whyNot(database.em(), claimId)
  }

  const refresh = async (paymentId: string): Promise<Payment> =>
    check(await ledger.readPayment(database.em(), paymentId))

  async function refreshClaim(claimId: string): Promise<Claim> {
    const claim = await ledger.readClaim(database.em(), claimId)
    const [newest] = await ledger.readPayments(database.em(), claimId)
    if (claim.state !== 'open' || !newest) return claim
    await check(newest)
    return ledger.readClaim(database.em(), claimId)
  }

  async function cancelOpen(em: EntityManager, claimId: string): Promise<void> {
    const claim = await ledger.readClaim(em, claimId)
    if (claim.state === 'canceled') return
    const closed = await ledger.closeClaim(em, claimId, { state: 'canceled', paymentId: null, paidAt: null })
    if (!closed) throw errors.alreadyPaid({ claim: claimId })
    await withdrawOpen(em, options, claim, clock())
  }

  async function dismiss(em: EntityManager, paymentId: string): Promise<void> {
    const payment = await ledger.readPayment(em, paymentId)
    const state = payment.state === 'manual' ? 'canceled' : payment.state
    const changes = { attention: null, state, updatedAt: clock() } as const
    if (!(await ledger.updatePayment(em, payment, changes))) return dismiss(em, paymentId)
    const claim = await ledger.readClaim(em, payment.claimId)
    const fact = factOf(claim, { ...payment, ...changes }, payment.state)
    await options.record(em, { ...fact, action: 'payment.dismissed' })
  }

  const pending: Payments['pending'] = async (em, { after, limit } = {}) => {
    const found = await page(em, PaymentTable, {
      order: 'createdAt',
      ...(after ? { after } : {}),
      ...(limit ? { limit } : {}),
      where: (query) => query.where('attention', 'is not', null),
    })
    return found as Page<Payment>
  }

  return {
    createClaim,
    claim: ledger.readClaim,
    paymentsOf: ledger.readPayments,
    begin,
    refresh,
    refreshClaim,
    cancelOpen,
    pending,
    dismiss,
    jobs: createPaymentJobs({ database, clock, check, schedulePoll }),
  }
}
