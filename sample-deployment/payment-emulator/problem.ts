/** Functional codes of XBezahldienste 1.0 with the HTTP status that the emulator gives them. */
const statuses = {
  VALIDATION_ERROR: 400,
  CALCULATION_ERROR: 400,
  BOOKING_DATA_MISSING: 400,
  FORBIDDEN: 403,
  NO_VALID_ORIGINATOR_OR_ENDPOINT: 404,
  PAYMENT_EXISTS: 409,
  UNSPECIFIED: 404,
} as const

export type FunctionalCode = keyof typeof statuses

/** An error that is answered as `application/problem+json` with a functional code. */
export class ProblemError extends Error {
  readonly statusCode: number
  readonly functionalCode: FunctionalCode

  constructor(functionalCode: FunctionalCode, detail: string, statusCode: number = statuses[functionalCode]) {
    super(detail)
    this.functionalCode = functionalCode
    this.statusCode = statusCode
  }
}

export const problemBody = (functionalCode: string, status: number, detail: string) => ({
  type: 'about:blank',
  title: functionalCode,
  status,
  detail,
  functionalCode,
})
