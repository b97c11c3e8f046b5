import type { BookingData } from './claim.ts'
import type { Charge, ProviderStatus } from './payment-state.ts'

/** One line of a payment; amounts in integer cents per piece. */
export interface PaymentItem {
  id: string
  reference: string
  description: string
  quantity: number
  unitNet: number
  unitTax: number
  /** In percent. */
  taxRate: number
  bookingData: BookingData
}

/** What a provider is asked for. Repeating a request sends exactly the same again, down to id and time. */
export interface PaymentRequest {
  requestId: string
  requestedAt: Date
  /** In integer cents; the sum of the items. */
  amount: number
  currency: string
  purpose: string
  description: string
  /** Where the provider sends people back to; says nothing about whether they paid. */
  returnUrl: string
  items: PaymentItem[]
}

/** What a provider knows about a payment. */
export interface Transaction {
  transactionId: string
  status: ProviderStatus
  statusDetail: string | null
  /** The page where people pay; only while the status is `initial`. */
  redirectUrl: string | null
  /** The Kassenzeichen under which the money is booked; may come only after the payment. */
  reference: string | null
  method: string | null
  /** What was charged according to the provider; `null` when it did not say so. */
  charge: Charge | null
}

/** The provider did not give an answer that can be relied on; what it did meanwhile is open. */
export interface UnknownOutcome {
  kind: 'unknown'
  /** For logs, e.g. `timeout`, `http-503`. */
  cause: string
}

/** The provider understood and said no, with its functional code. */
export interface RejectedOutcome {
  kind: 'rejected'
  code: string
  detail: string | null
}

export type CreateOutcome =
  { kind: 'accepted'; transaction: Transaction } | { kind: 'exists' } | RejectedOutcome | UnknownOutcome

export type QueryOutcome =
  { kind: 'found'; transaction: Transaction } | { kind: 'missing' } | RejectedOutcome | UnknownOutcome

export type HealthOutcome = { kind: 'ready' } | RejectedOutcome | UnknownOutcome

/** A payment service. Trouble with network or provider is an outcome, never an exception. */
export interface PaymentProvider {
  readonly id: string
  /** Origins of the pages where people pay; they are sent nowhere else (enters the CSP's `form-action`). */
  readonly pageOrigins: readonly string[]
  /** Asks for a payment; `exists` when this request id is known already. */
  create(request: PaymentRequest, signal?: AbortSignal): Promise<CreateOutcome>
  query(transactionId: string, signal?: AbortSignal): Promise<QueryOutcome>
  /** Whether the provider accepts payments for this tenant; for the readiness of the portal. */
  status(signal?: AbortSignal): Promise<HealthOutcome>
}
