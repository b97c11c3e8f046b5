import { defineError } from '../base/error.ts'

export const errors = {
  notConfigured: defineError('payment.not-configured', 503, 'This portal has no payment provider'),
  amountInvalid: defineError(
    'payment.amount-invalid',
    422,
    'A claim needs an amount from 1 to 99999900 whole cents, not {amount}',
  ),
  itemsMismatch: defineError(
    'payment.items-mismatch',
    422,
    'The items sum up to {sum} cents, but the claim is for {amount}',
  ),
  itemsInvalid: defineError(
    'payment.items-invalid',
    422,
    'A claim has at most 99 items, each with whole cents and a whole quantity of at least 1',
  ),
  claimNotFound: defineError('payment.claim-not-found', 404, 'There is no claim {claim}'),
  paymentNotFound: defineError('payment.not-found', 404, 'There is no payment {payment}'),
  alreadyPaid: defineError('payment.already-paid', 409, 'The claim {claim} is paid'),
  claimCanceled: defineError('payment.claim-canceled', 409, 'The claim {claim} was canceled'),
  needsPerson: defineError(
    'payment.needs-person',
    409,
    'An earlier payment for the claim {claim} is unclear; staff is looking at it',
  ),
  unavailable: defineError(
    'payment.unavailable',
    503,
    'The payment provider gave no clear answer; the same request is repeated',
  ),
  refused: defineError('payment.refused', 502, 'The payment provider refused the payment ({reason})'),
  returnPathInvalid: defineError(
    'payment.return-path-invalid',
    500,
    'The return path {path} is not a path of this portal',
  ),
}
