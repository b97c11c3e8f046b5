import type { Clock } from '../base/clock.ts'
import type { Database } from '../storage/database.ts'
import type { Log } from '../storage/log.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { askProvider, isUnanswered } from './ask-provider.ts'
import { readClaim, readPayment, updatePayment } from './ledger.ts'
import type { Effects } from './observe.ts'
import { observe } from './observe.ts'
import type { Payment } from './payment.ts'
import { nextPoll } from './poll-schedule.ts'
import type { PaymentProvider } from './provider.ts'

interface CheckOptions extends Effects {
  database: Database
  clock: Clock
  log: Log
  origin: string
  provider(): PaymentProvider
}

/** Asks the provider about a payment and takes the answer into the books; `isNew` when its request was never sent. */
export type CheckPayment = (payment: Payment, options?: { isNew?: boolean }) => Promise<Payment>

/** Asking happens between units of work, never within one. */
export function createCheckPayment(options: CheckOptions): CheckPayment {
  const { database, clock, log, origin, provider } = options

  async function checkPayment(payment: Payment, { isNew = false } = {}): Promise<Payment> {
    if (payment.state === 'payed') return payment
    const asked = isUnanswered(payment) && !isNew ? await countAttempt(payment) : payment
    const claim = await readClaim(database.em(), payment.claimId)
    const { observation, transaction, detail } = await askProvider(provider(), claim, asked, origin)
    if (detail !== undefined)
      log.warn({ payment: payment.id, detail }, 'the payment provider did not confirm a payment')
    const now = clock()
    const findings = { ...(transaction ? { transaction } : {}), detail: detail ?? null, now }
    try {
      return await unitOfWork(database, async (em) => {
        const observed = await observe(em, options, payment.id, observation, findings)
        const isOverdue = nextPoll(payment.createdAt, now) === null && observed.providerStatus !== 'payed'
        return isOverdue ? observe(em, options, payment.id, { kind: 'overdue' }, { now }) : observed
      })
    } catch (error) {
      if (transaction?.status !== 'payed') throw error
      log.error({ payment: payment.id, err: error }, 'a paid claim could not be settled')
      return markUnsettled(payment.id, error)
    }
  }

  const countAttempt = (payment: Payment): Promise<Payment> =>
    unitOfWork(database, async (em) => {
      const current = await readPayment(em, payment.id)
      const attempts = current.attempts + 1
      await updatePayment(em, current, { attempts })
      return { ...current, attempts }
    })

  // The money is there although the owner failed: later checks try again, and a person sees it meanwhile.
  const markUnsettled = (paymentId: string, error: unknown): Promise<Payment> =>
    unitOfWork(database, async (em) => {
      const detail = error instanceof Error ? error.message : String(error)
      const payment = await readPayment(em, paymentId)
      const changes = { providerStatus: 'payed', attention: 'settlement-failed', detail } as const
      await updatePayment(em, payment, changes)
      return { ...payment, ...changes }
    })

  return checkPayment
}
