import type { Office, Variant } from '../office/office.ts'
import type { OpenBooking } from '../rows.ts'
import { momentOf } from '../time/cell.ts'
import type { Item } from './booking.ts'
import type { State } from './state.ts'

/** What a booking begins with: a time at a desk, and what for. */
export interface TimeTaken {
  id: string
  office: Pick<Office, 'id' | 'unit'>
  lane: string
  /** First cell. */
  start: number
  /** Cells. */
  length: number
  items: readonly Item[]
  variant: Variant
  state: Extract<State, 'held' | 'confirmed'>
  /** When a hold ends. */
  heldUntil: Date | null
  locale: string
  /** `null` while nobody has said who comes. */
  code: string | null
  now: Date
}

/** Whose booking it is, as far as that is known. */
export type Person = Pick<
  OpenBooking,
  'name' | 'email' | 'phone' | 'note' | 'emailIndex' | 'accountId' | 'reference' | 'linkedTo'
>

/** A booking as it is written down for the first time. It is kept so many days after it is over once it is somebody's. */
export function newBooking(
  { office, start, length, items, now, ...taken }: TimeTaken,
  person: Partial<Person> = {},
  keepDays: number | null = null,
): OpenBooking {
  const endsAt = momentOf(start + length)
  return {
    ...taken,
    office: office.id,
    unit: office.unit,
    startsAt: momentOf(start),
    endsAt,
    items: items.map((item) => ({ ...item })),
    name: null,
    email: null,
    phone: null,
    note: null,
    emailIndex: null,
    accountId: null,
    sequence: 0,
    createdAt: now,
    keepUntil: keepDays === null ? null : keptUntil(endsAt, keepDays),
    reference: null,
    linkedTo: null,
    ...person,
  }
}

const oneDay = 86_400_000

/** When the person is erased from a booking that ends then. */
export const keptUntil = (endsAt: Date, keepDays: number): Date => new Date(endsAt.getTime() + keepDays * oneDay)
