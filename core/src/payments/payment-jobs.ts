import type { Clock } from '../base/clock.ts'
import { read } from '../base/json-schema.ts'
import { Type } from '../base/schema.ts'
import type { Database, EntityManager } from '../storage/database.ts'
import { enqueue } from '../storage/job.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { movePoll, readPayment, readUnpaid } from './ledger.ts'
import type { Payment } from './payment.ts'
import { nextPoll } from './poll-schedule.ts'

/** Asks about one payment and leaves the next such job; repeats the request while it is unanswered. */
export const pollTopic = 'core.payment-poll'
/** Asks about one payment once. */
export const checkTopic = 'core.payment-check'
/** Every night: leaves a check for every payment that may yet turn out to be paid. */
export const reconcileTopic = 'core.payment-reconcile'

export type PaymentJobHandler = (job: { payload: unknown }) => Promise<void>

export type PaymentJobs = Readonly<
  Record<typeof pollTopic | typeof checkTopic | typeof reconcileTopic, PaymentJobHandler>
>

interface JobsOptions {
  database: Database
  clock: Clock
  check(payment: Payment): Promise<Payment>
  schedulePoll(em: EntityManager, payment: Payment): void
}

const Payload = Type.Object({ paymentId: Type.String(), at: Type.Optional(Type.String()) })

// Given-up payments are asked about for a week: some means of payment answer late.
const reconcileSince = 7 * 24 * 60 * 60 * 1000
const batch = 200
const idBeforeAll = '00000000-0000-0000-0000-000000000000'

export function createPaymentJobs({ database, clock, check, schedulePoll }: JobsOptions): PaymentJobs {
  async function poll(job: { payload: unknown }): Promise<void> {
    const { paymentId, at } = read(Payload, job.payload)
    const payment = await readPayment(database.em(), paymentId)
    // Another worker has been here before.
    if (!payment.pollAt || payment.pollAt.toISOString() !== at) return
    const due = payment.pollAt
    await check(payment)
    await unitOfWork(database, async (em) => {
      const next = nextPoll(payment.createdAt, clock())
      const current = await readPayment(em, paymentId)
      const pollAt = isSettled(current) ? null : next
      if (await movePoll(em, paymentId, due, pollAt)) schedulePoll(em, { ...current, pollAt })
    })
  }

  async function checkOnce(job: { payload: unknown }): Promise<void> {
    const { paymentId } = read(Payload, job.payload)
    await check(await readPayment(database.em(), paymentId))
  }

  async function reconcile(): Promise<void> {
    const since = new Date(clock().getTime() - reconcileSince)
    let after = idBeforeAll
    for (;;) {
      const ids = await readUnpaid(database.em(), since, after, batch)
      const last = ids.at(-1)
      if (last === undefined) return
      await unitOfWork(database, async (em) => {
        for (const paymentId of ids) {
          enqueue(em, checkTopic, { paymentId }, { uniqueKey: `${checkTopic} ${paymentId}` })
        }
      })
      after = last
    }
  }

  return { [pollTopic]: poll, [checkTopic]: checkOnce, [reconcileTopic]: reconcile }
}

/** Whether provider and books agree that nothing more will happen; the nightly reconciliation still looks for surprises. */
const isSettled = (payment: Payment): boolean =>
  payment.state === 'payed' ||
  payment.state === 'failed' ||
  payment.providerStatus === 'failed' ||
  payment.providerStatus === 'canceled'
