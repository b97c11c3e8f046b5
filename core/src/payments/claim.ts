import { errors } from './errors.ts'
import { greatestAmount } from './money.ts'

/** `open` until it is paid once (`paid`) or nobody expects the money any longer (`canceled`). */
export type ClaimState = 'open' | 'paid' | 'canceled'

/** Booking details such as cost centre or fund code; the keys are agreed with the payment provider. */
export type BookingData = Record<string, string>

/** One line of a claim; amounts in integer cents per piece. */
export interface ClaimItem {
  /** What the article is called in the books, 1 to 36 characters. */
  reference: string
  description: string
  quantity: number
  unitNet: number
  unitTax: number
  /** In percent; fees for sovereign acts carry 0. */
  taxRate: number
  bookingData?: BookingData
}

/** What somebody owes, in integer cents; it never changes once it exists, only its state does. */
export interface Claim {
  id: string
  /** The id of the plugin that is told when the claim is paid. */
  owner: string
  /** What it is for, e.g. `application:<id>`. */
  object: string
  amount: number
  currency: string
  purpose: string
  description: string
  items: ClaimItem[]
  /** The account of whoever pays; `null` without login. */
  payerId: string | null
  bookingData: BookingData
  state: ClaimState
  /** The payment that settled it. */
  paymentId: string | null
  createdAt: Date
  paidAt: Date | null
}

/** A line as plugins write it: one piece without tax unless told. */
export type ItemInput = Pick<ClaimItem, 'description' | 'unitNet'> & Partial<ClaimItem>

export interface ClaimInput {
  owner: string
  object: string
  /** In integer cents, 1 to 99,999,900; must equal the sum of the items. */
  amount: number
  /** For the bank statement; shortened to what the provider accepts. */
  purpose: string
  description?: string
  /** Left out: one item over the whole amount, named after the purpose. */
  items?: readonly ItemInput[]
  payerId?: string | null
  bookingData?: BookingData
}

export const itemTotal = (item: Pick<ClaimItem, 'quantity' | 'unitNet' | 'unitTax'>): number =>
  item.quantity * (item.unitNet + item.unitTax)

const completeItem = (item: ItemInput, index: number): ClaimItem => ({
  reference: `item-${index + 1}`,
  quantity: 1,
  unitTax: 0,
  taxRate: 0,
  ...item,
})

const isSound = (item: ClaimItem): boolean =>
  Number.isSafeInteger(item.quantity) &&
  item.quantity >= 1 &&
  Number.isSafeInteger(item.unitNet) &&
  Number.isSafeInteger(item.unitTax) &&
  item.taxRate >= 0

/** Makes an open claim; throws `payment.amount-invalid`, `payment.items-invalid` or `payment.items-mismatch`. */
export function newClaim(input: ClaimInput, id: string, now: Date): Claim {
  const { amount } = input
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > greatestAmount) throw errors.amountInvalid({ amount })
  const wanted = input.items?.length ? input.items : [{ description: input.purpose, unitNet: amount }]
  const items = wanted.map(completeItem)
  if (items.length > 99 || !items.every(isSound)) throw errors.itemsInvalid()
  const sum = items.reduce((total, item) => total + itemTotal(item), 0)
  if (sum !== amount) throw errors.itemsMismatch({ sum, amount })
  return {
    id,
    owner: input.owner,
    object: input.object,
    amount,
    currency: 'EUR',
    purpose: input.purpose,
    description: input.description ?? input.purpose,
    items,
    payerId: input.payerId ?? null,
    bookingData: input.bookingData ?? {},
    state: 'open',
    paymentId: null,
    createdAt: now,
    paidAt: null,
  }
}
