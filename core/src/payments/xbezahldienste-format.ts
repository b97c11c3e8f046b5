import { fits } from '../base/json-schema.ts'
import type { Static } from '../base/schema.ts'
import { Type } from '../base/schema.ts'
import { toCents, toDecimal } from './money.ts'
import type { Charge, ProviderStatus } from './payment-state.ts'
import type { PaymentItem, PaymentRequest, Transaction } from './provider.ts'
import { toDescription, toPurpose, toReference } from './purpose.ts'

/** Ids in paths and requests of XBezahldienste 1.0. */
export const idPattern = '^[A-Za-z0-9_-]{1,36}$'

// Providers may add fields; only what is used is checked. The standard spells PAYED, CANCELED and grosAmount this way.
const TransactionReply = Type.Object({
  paymentInformation: Type.Object({
    // Becomes a part of a path, so nothing that could lead elsewhere.
    transactionId: Type.String({ pattern: '^[A-Za-z0-9_-]{1,255}$' }),
    status: Type.Union([
      Type.Literal('INITIAL'),
      Type.Literal('PAYED'),
      Type.Literal('FAILED'),
      Type.Literal('CANCELED'),
    ]),
    statusDetail: Type.Optional(Type.Union([Type.String({ maxLength: 4000 }), Type.Null()])),
    transactionRedirectUrl: Type.Optional(Type.Union([Type.String({ maxLength: 2082 }), Type.Null()])),
    transactionReference: Type.Optional(Type.Union([Type.String({ maxLength: 255 }), Type.Null()])),
    paymentMethod: Type.Optional(Type.Union([Type.String({ maxLength: 255 }), Type.Null()])),
  }),
  paymentRequest: Type.Optional(
    Type.Union([
      Type.Object({ requestId: Type.String(), currency: Type.String(), grosAmount: Type.Number() }),
      Type.Null(),
    ]),
  ),
})

const ProblemReply = Type.Object({
  functionalCode: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
  detail: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

const statuses: Record<Static<typeof TransactionReply>['paymentInformation']['status'], ProviderStatus> = {
  INITIAL: 'initial',
  PAYED: 'payed',
  FAILED: 'failed',
  CANCELED: 'canceled',
}

// JSON has no decimals; a decimal string of two places gives the shortest number that reads the same.
const decimal = (cents: number): number => Number(toDecimal(cents))

const itemBody = (item: PaymentItem) => ({
  id: toReference(item.id),
  reference: toReference(item.reference),
  description: toDescription(item.description),
  taxRate: item.taxRate,
  quantity: item.quantity,
  totalNetAmount: decimal(item.quantity * item.unitNet),
  totalTaxAmount: decimal(item.quantity * item.unitTax),
  singleNetAmount: decimal(item.unitNet),
  singleTaxAmount: decimal(item.unitTax),
  bookingData: item.bookingData,
})

/** The body of `POST paymenttransaction`; texts are reduced to the characters that the standard allows. */
export const toRequestBody = (request: PaymentRequest) => ({
  requestId: request.requestId,
  requestTimestamp: request.requestedAt.toISOString(),
  currency: request.currency,
  grosAmount: decimal(request.amount),
  purpose: toPurpose(request.purpose),
  description: toDescription(request.description),
  redirectUrl: request.returnUrl,
  items: request.items.map(itemBody),
})

/** Reads the answer about a transaction; `null` when it does not have the shape of the standard. */
export function readTransaction(body: unknown): Transaction | null {
  if (!fits(TransactionReply, body)) return null
  const { paymentInformation: information, paymentRequest: request } = body
  return {
    transactionId: information.transactionId,
    status: statuses[information.status],
    statusDetail: information.statusDetail ?? null,
    redirectUrl: information.transactionRedirectUrl ?? null,
    reference: information.transactionReference ?? null,
    method: information.paymentMethod ?? null,
    charge: request ? readCharge(request) : null,
  }
}

function readCharge(request: { requestId: string; currency: string; grosAmount: number }): Charge | null {
  const amount = toCents(request.grosAmount)
  return amount === null ? null : { amount, currency: request.currency, requestId: request.requestId }
}

/** Reads `application/problem+json` with the standard's functional code, as far as there is one. */
export function readProblem(body: unknown): { code: string | null; detail: string | null } {
  if (!fits(ProblemReply, body)) return { code: null, detail: null }
  return { code: body.functionalCode ?? null, detail: body.detail?.slice(0, 1000) ?? null }
}
