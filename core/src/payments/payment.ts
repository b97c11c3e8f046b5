import type { Claim } from './claim.ts'
import { itemTotal } from './claim.ts'
import type { Attention, Charge, PaymentState, ProviderStatus } from './payment-state.ts'
import { nextPoll } from './poll-schedule.ts'
import type { PaymentRequest } from './provider.ts'

/** One attempt to pay a claim with a provider. */
export interface Payment {
  id: string
  claimId: string
  /** Id of the provider that was asked. */
  provider: string
  /** Names the request to the provider; never replaced by another one when an answer is missing. */
  requestId: string
  state: PaymentState
  /** What the provider said last, whatever we made of it. */
  providerStatus: ProviderStatus | null
  transactionId: string | null
  /** The provider's page where people pay. */
  redirectUrl: string | null
  /** The path of this portal that the provider leads back to. */
  returnPath: string
  /** The Kassenzeichen. */
  reference: string | null
  method: string | null
  /** What the provider or the network said about a failure; for staff. */
  detail: string | null
  /** How often the request was sent. */
  attempts: number
  /** Why a person should look at it. */
  attention: Attention | null
  /** Paid after we had given it up. */
  late: boolean
  /** Money came that the claim does not need. */
  refundDue: boolean
  /** When the provider is asked next. */
  pollAt: Date | null
  createdAt: Date
  updatedAt: Date
  paidAt: Date | null
}

export interface NewPayment {
  id: string
  requestId: string
  provider: string
  returnPath: string
  now: Date
}

/** A payment that is about to be asked for. */
export function newPayment(claim: Claim, { id, requestId, provider, returnPath, now }: NewPayment): Payment {
  return {
    id,
    claimId: claim.id,
    provider,
    requestId,
    state: 'created',
    providerStatus: null,
    transactionId: null,
    redirectUrl: null,
    returnPath,
    reference: null,
    method: null,
    detail: null,
    attempts: 1,
    attention: null,
    late: false,
    refundDue: false,
    pollAt: nextPoll(now, now),
    createdAt: now,
    updatedAt: now,
    paidAt: null,
  }
}

/** What the provider must confirm for this payment. */
export const chargeOf = (claim: Claim, payment: Payment): Charge => ({
  amount: claim.amount,
  currency: claim.currency,
  requestId: payment.requestId,
})

/** The request for this payment: the same every time, since claim, id and time never change. */
export const requestFor = (claim: Claim, payment: Payment, origin: string): PaymentRequest => ({
  requestId: payment.requestId,
  requestedAt: payment.createdAt,
  amount: claim.items.reduce((sum, item) => sum + itemTotal(item), 0),
  currency: claim.currency,
  purpose: claim.purpose,
  description: claim.description,
  returnUrl: `${origin}${payment.returnPath}`,
  items: claim.items.map((item, index) => ({
    ...item,
    id: String(index + 1),
    bookingData: { ...claim.bookingData, ...item.bookingData },
  })),
})
