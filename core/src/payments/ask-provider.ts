import type { Claim } from './claim.ts'
import type { Payment } from './payment.ts'
import { requestFor } from './payment.ts'
import type { Observation } from './payment-state.ts'
import type { PaymentProvider, RejectedOutcome, Transaction, UnknownOutcome } from './provider.ts'

/** What came of asking the provider. */
export interface Answer {
  observation: Observation
  transaction?: Transaction
  detail?: string
}

const explain = (outcome: RejectedOutcome | UnknownOutcome): string =>
  outcome.kind === 'unknown' ? outcome.cause : [outcome.code, outcome.detail].filter(Boolean).join(': ')

const seen = (transaction: Transaction): Answer => ({
  observation: { kind: 'seen', status: transaction.status, charge: transaction.charge },
  transaction,
})

/** Whether the provider has not clearly answered the request yet, so that the same request is sent again. */
export const isUnanswered = ({ state }: Payment): boolean => state === 'created' || state === 'unknown'

/** Sends the payment's one request (again), or asks how the payment stands; never within a unit of work. */
export async function askProvider(
  provider: PaymentProvider,
  claim: Claim,
  payment: Payment,
  origin: string,
): Promise<Answer> {
  if (payment.provider !== provider.id) {
    return { observation: { kind: 'unclear' }, detail: `begun with the provider ${payment.provider}` }
  }
  if (!isUnanswered(payment)) return query(provider, payment)
  const outcome = await provider.create(requestFor(claim, payment, origin))
  switch (outcome.kind) {
    case 'accepted':
      return seen(outcome.transaction)
    case 'exists':
      return query(provider, payment)
    case 'rejected':
      return { observation: { kind: 'refused', first: payment.attempts === 1 }, detail: explain(outcome) }
    case 'unknown':
      return { observation: { kind: 'unclear' }, detail: explain(outcome) }
  }
}

// Providers without ids of their own use the request's.
async function query(provider: PaymentProvider, payment: Payment): Promise<Answer> {
  const outcome = await provider.query(payment.transactionId ?? payment.requestId)
  switch (outcome.kind) {
    case 'found':
      return seen(outcome.transaction)
    case 'missing':
      return { observation: { kind: 'absent' }, detail: 'not found' }
    default:
      return { observation: { kind: 'unclear' }, detail: explain(outcome) }
  }
}
