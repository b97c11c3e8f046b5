import type { EntityManager } from '../storage/database.ts'
import type { Claim } from './claim.ts'
import { closeClaim, readClaim, readPayment, readPayments, updatePayment } from './ledger.ts'
import { chargeOf, type Payment } from './payment.ts'
import type { Observation, Step } from './payment-state.ts'
import { advance, isOpen } from './payment-state.ts'
import type { Transaction } from './provider.ts'

/** A line of the audit log about money. */
export interface PaymentFact {
  /** `payment.begun`, or `payment.` and the state reached. */
  action: string
  /** `payment:<id>` */
  object: string
  details: { claim: string; amount: number; from?: string; refundDue?: boolean; reference?: string | null }
}

export interface Effects {
  /** Tells the plugin that owns the claim; runs in the same unit of work as everything else. */
  settle(em: EntityManager, claim: Claim, payment: Payment): Promise<void>
  record(em: EntityManager, fact: PaymentFact): Promise<unknown>
}

export interface Findings {
  transaction?: Transaction
  /** What went wrong, for staff. */
  detail?: string | null
  now: Date
}

/**
 * Takes what was learned about a payment into the books, within one unit of work: state, claim, the owner's part and
 * the audit line commit together or not at all.
 */
export async function observe(
  em: EntityManager,
  effects: Effects,
  paymentId: string,
  observation: Observation,
  findings: Findings,
): Promise<Payment> {
  const payment = await readPayment(em, paymentId)
  const claim = await readClaim(em, payment.claimId)
  const step = advance(payment.state, observation, chargeOf(claim, payment))
  const changes = changesOf(payment, step, findings)
  if (Object.keys(changes).length === 0) return payment
  // Somebody else moved it in the meantime: look again, with what was learned.
  if (!(await updatePayment(em, payment, { ...changes, updatedAt: findings.now }))) {
    return observe(em, effects, paymentId, observation, findings)
  }
  let moved: Payment = { ...payment, ...changes, updatedAt: findings.now }
  if (moved.state === payment.state) return moved
  if (moved.state === 'payed') moved = await bookMoney(em, effects, claim, moved, findings.now)
  await effects.record(em, factOf(claim, moved, payment.state))
  return moved
}

async function bookMoney(
  em: EntityManager,
  effects: Effects,
  claim: Claim,
  payment: Payment,
  now: Date,
): Promise<Payment> {
  const paid = { state: 'paid', paymentId: payment.id, paidAt: now } as const
  if (!(await closeClaim(em, claim.id, paid))) {
    const surplus = { refundDue: true, attention: 'refund-due' } as const
    await updatePayment(em, payment, surplus)
    return { ...payment, ...surplus }
  }
  await withdrawOpen(em, effects, { ...claim, ...paid }, now)
  await effects.settle(em, { ...claim, ...paid }, payment)
  return payment
}

/** Gives up the open payments of a claim that expects no more money. */
export async function withdrawOpen(em: EntityManager, effects: Effects, claim: Claim, now: Date): Promise<void> {
  const open = (await readPayments(em, claim.id)).filter((payment) => isOpen(payment.state))
  for (const payment of open) await observe(em, effects, payment.id, { kind: 'withdrawn' }, { now })
}

function changesOf(payment: Payment, step: Step, { transaction, detail, now }: Findings): Partial<Payment> {
  const isPaidNow = step.state === 'payed' && payment.state !== 'payed'
  // What a person has dealt with does not come back with every further answer that says the same.
  const isNews = step.state !== payment.state || (transaction?.status ?? null) !== payment.providerStatus
  const wanted: Partial<Payment> = {
    state: step.state,
    attention: (isNews ? step.attention : null) ?? payment.attention,
    late: payment.late || step.late,
    paidAt: isPaidNow ? now : payment.paidAt,
    providerStatus: transaction?.status ?? payment.providerStatus,
    transactionId: payment.transactionId ?? transaction?.transactionId ?? null,
    redirectUrl: transaction?.redirectUrl ?? payment.redirectUrl,
    reference: transaction?.reference ?? payment.reference,
    method: transaction?.method ?? payment.method,
    detail: transaction?.statusDetail ?? detail ?? payment.detail,
  }
  const changed = Object.entries(wanted).filter(([key, value]) => value !== payment[key as keyof Payment])
  return Object.fromEntries(changed)
}

export const factOf = (claim: Claim, payment: Payment, from?: string): PaymentFact => ({
  action: from === undefined ? 'payment.begun' : `payment.${payment.state}`,
  object: `payment:${payment.id}`,
  details: {
    claim: claim.id,
    amount: claim.amount,
    ...(from === undefined ? {} : { from }),
    ...(payment.refundDue ? { refundDue: true } : {}),
    ...(payment.reference === null ? {} : { reference: payment.reference }),
  },
})
