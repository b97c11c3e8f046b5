import { isError } from '@kreiswerk/core'
import type { WritingContext } from '@kreiswerk/core'
import type { FormAnswer } from '@kreiswerk/online-service/contract'
import type { OpenBooking } from '../rows.ts'
import { dayOf } from '../time/cell.ts'
import type { Catalogue } from './catalogue.ts'
import { forget, heldFor, holdFor, holds, inOrder } from './heldSlots.ts'
import { firstDay } from './offer.ts'
import { settingsOf } from './slotSettings.ts'
import { slotIn } from './slotValue.ts'
import type { SlotValue } from './slotValue.ts'

/**
 * Makes the time of an answer the form's: the hold it has already, or a new one. Whatever else the form held for this
 * field becomes free. `null` when the time cannot be had.
 */
export async function claimSlot(
  context: WritingContext,
  catalogue: Catalogue,
  { name, field, value, reference, accountId }: FormAnswer,
  locale: string,
): Promise<OpenBooking | null> {
  const { em, now } = context
  const settings = settingsOf(field)
  const slot = slotIn(value)
  if (slot === undefined || !isFarEnough(slot)) return null
  const held = await heldFor(em, reference, name)
  await inOrder(em, [slot.office, ...held.map(({ office }) => office)])
  const same = held.find((booking) => holds(booking, slot, now))
  const others = held.filter((booking) => booking !== same)
  await forget(em, catalogue, others)
  if (same !== undefined) return same
  const heldUntil = new Date(now.getTime() + catalogue.settings.holdMinutes * 60_000)
  try {
    return await holdFor(context, catalogue, { slot, settings, field: name, reference, accountId, locale, heldUntil })
  } catch (error) {
    if (isError(error, 'appointments.slot-taken')) return null
    throw error
  }

  function isFarEnough({ office: id, start }: SlotValue): boolean {
    const office = catalogue.offices.find((one) => one.id === id)
    return office !== undefined && dayOf(start, office.timeZone) >= firstDay(settings, now, office)
  }
}
