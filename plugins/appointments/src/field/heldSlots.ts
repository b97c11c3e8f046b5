import { insertRow, newId, sealRow } from '@kreiswerk/core'
import type { EntityManager, WritingContext } from '@kreiswerk/core'
import { assertBookable } from '../booking/bookable.ts'
import { Booking } from '../booking/booking.ts'
import { newBooking } from '../booking/newBooking.ts'
import { readReferring } from '../booking/readReferring.ts'
import { giveBack, takeTime } from '../booking/takeTime.ts'
import { countChange } from '../office/countChange.ts'
import { rows } from '../rows.ts'
import type { OpenBooking } from '../rows.ts'
import { availability } from '../slot/availability.ts'
import { cellsFor, groupsFor } from '../slot/need.ts'
import { needOf } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import type { SlotSettings } from './slotSettings.ts'
import type { SlotValue } from './slotValue.ts'

/** The times that a form holds for one of its fields. */
export async function heldFor(em: EntityManager, reference: string, name: string): Promise<OpenBooking[]> {
  const found = await readReferring(em, reference)
  return found.filter(({ state, linkedTo }) => state === 'held' && linkedTo?.field === name)
}

/** Whether a booking holds this very time at a moment. */
export const holds = (booking: OpenBooking, { office, start }: SlotValue, now: Date): boolean =>
  booking.office === office &&
  booking.startsAt.getTime() === start.getTime() &&
  booking.heldUntil !== null &&
  booking.heldUntil > now

/** Makes others wait who change these offices; always in the same order, so that nobody waits for one another. */
export async function inOrder(em: EntityManager, offices: readonly string[]): Promise<void> {
  for (const office of [...new Set(offices)].sort()) await countChange(em, office)
}

/** Forgets times that were only held. */
export async function forget(em: EntityManager, { offices }: Catalogue, held: readonly OpenBooking[]): Promise<void> {
  for (const booking of held) {
    const office = offices.find(({ id }) => id === booking.office)
    if (office !== undefined) await giveBack(em, office, booking)
    await rows(em).deleteFrom('appointments_booking').where('id', '=', booking.id).where('state', '=', 'held').execute()
  }
}

interface Wanted {
  slot: SlotValue
  settings: SlotSettings
  field: string
  reference: string
  accountId: string
  locale: string
  heldUntil: Date
}

/** Holds a time for a form; `null` when it is taken; throws `appointments.slot-taken` when nobody could have it. */
export async function holdFor(
  context: WritingContext,
  catalogue: Catalogue,
  { slot, settings, field, reference, accountId, locale, heldUntil }: Wanted,
): Promise<OpenBooking | null> {
  const { em, now, use } = context
  const office = catalogue.offices.find(({ id }) => id === slot.office)
  if (office === undefined) return null
  const start = assertBookable(context, slot.start)
  const need = needOf(settings)
  const length = cellsFor(need, catalogue.services)
  const id = newId()
  const wanted = { start, length, groups: groupsFor(need, office), audience: 'public', now, heldUntil } as const
  const lane = await takeTime(em, use(availability), office, { bookingId: id, ...wanted })
  if (lane === null) return null
  const taken = { id, office, lane, start, length, variant: need.variant, items: need.items, locale, now }
  const booking = newBooking(
    { ...taken, state: 'held', heldUntil, code: null },
    { accountId, reference, linkedTo: { field, title: '', href: '', staffHref: '', leadDays: settings.leadDays ?? 0 } },
  )
  await insertRow(em, Booking, await sealRow(em, Booking, booking))
  await context.record({ object: `booking:${id}` })
  return booking
}
