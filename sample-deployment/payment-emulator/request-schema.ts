/** The parts of an XBezahldienste 1.0 payment request that the emulator reads; amounts in euros. */
export interface PaymentRequest {
  requestId: string
  requestTimestamp: string
  currency: string
  grosAmount: number
  purpose: string
  description: string
  redirectUrl: string
  items: PaymentItem[]
}

export interface PaymentItem {
  id: string
  reference: string
  description: string
  taxRate: number
  quantity: number
  totalNetAmount: number
  totalTaxAmount: number
  singleNetAmount: number
  singleTaxAmount: number
  bookingData?: Record<string, string>
}

const id = { type: 'string', minLength: 1, maxLength: 36, pattern: '^[\\w-]+$' }
const text = { type: 'string', minLength: 1, maxLength: 250, pattern: '^[\\w\\s,.\\u00C0-\\u017F-]+$' }
const amount = { type: 'number', minimum: 0, maximum: 999_999 }

const item = {
  type: 'object',
  required: [
    'id',
    'reference',
    'description',
    'taxRate',
    'quantity',
    'totalNetAmount',
    'totalTaxAmount',
    'singleNetAmount',
    'singleTaxAmount',
  ],
  properties: {
    id,
    reference: id,
    description: text,
    taxRate: { type: 'number', minimum: 0, maximum: 100 },
    quantity: { type: 'integer', minimum: 1 },
    totalNetAmount: amount,
    totalTaxAmount: amount,
    singleNetAmount: amount,
    singleTaxAmount: amount,
    bookingData: { type: 'object', additionalProperties: { type: 'string' } },
  },
}

/** Path parameters of the interface. */
export const tenantSchema = {
  type: 'object',
  required: ['originatorId', 'endPointId'],
  properties: { originatorId: id, endPointId: id },
}

/** Written from the published description of XBezahldienste 1.0, on purpose independent of the portal's adapter. */
export const requestSchema = {
  type: 'object',
  required: [
    'requestId',
    'requestTimestamp',
    'currency',
    'grosAmount',
    'purpose',
    'description',
    'redirectUrl',
    'items',
  ],
  properties: {
    requestId: id,
    requestTimestamp: { type: 'string', format: 'date-time' },
    currency: { const: 'EUR' },
    grosAmount: { type: 'number', exclusiveMinimum: 0, maximum: 999_999 },
    purpose: { type: 'string', minLength: 1, maxLength: 27, pattern: '^[\\w\\s-]+$' },
    description: text,
    redirectUrl: { type: 'string', minLength: 1, maxLength: 2082, pattern: '^https?://' },
    items: { type: 'array', minItems: 1, maxItems: 99, items: item },
    requestor: { type: 'object' },
  },
}

/** Whole cents of an amount in euros; `NaN` when it has more than two decimals. */
const cents = (euros: number): number => {
  const rounded = Math.round(euros * 100)
  return Math.abs(euros * 100 - rounded) < 1e-6 ? rounded : NaN
}

/** Whether the items sum up to the amount of the request, in whole cents. */
export function isBalanced(request: PaymentRequest): boolean {
  const sum = request.items.reduce((total, line) => total + cents(line.totalNetAmount) + cents(line.totalTaxAmount), 0)
  return sum === cents(request.grosAmount)
}
