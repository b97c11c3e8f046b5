import type { FormAnswer, ReadingContext } from '@kreiswerk/online-service/contract'
import { dayOf } from '../time/cell.ts'
import type { Catalogue } from './catalogue.ts'
import { heldFor, holds } from './heldSlots.ts'
import { offerFrom } from './offer.ts'
import type { OfferedSlot } from './offer.ts'
import { settingsOf } from './slotSettings.ts'
import { slotIn } from './slotValue.ts'

/** A time that somebody has chosen in a form and can have. */
export interface ChosenSlot extends OfferedSlot {
  /** Until when it is kept for the form; `null` when it is free for everybody. */
  heldUntil: Date | null
}

/** The time that a form asks for; `null` when there is none, or it has gone to somebody else. */
export async function chosenSlot(
  context: ReadingContext,
  catalogue: Catalogue,
  { name, field, value, reference }: FormAnswer,
): Promise<ChosenSlot | null> {
  const slot = slotIn(value)
  const office = slot && catalogue.offices.find(({ id }) => id === slot.office)
  if (slot === undefined || office === undefined) return null
  const held = (await heldFor(context.em, reference, name)).find((booking) => holds(booking, slot, context.now))
  if (held !== undefined) return { office, start: held.startsAt, end: held.endsAt, heldUntil: held.heldUntil }
  const { slots } = await offerFrom(context, catalogue, settingsOf(field), dayOf(slot.start, office.timeZone))
  const free = slots.find((one) => one.office.id === office.id && one.start.getTime() === slot.start.getTime())
  return free === undefined ? null : { ...free, heldUntil: null }
}
