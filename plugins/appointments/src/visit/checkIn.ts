import type { ActionContext } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { advance } from '../booking/readBooking.ts'
import { officeOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { countQueueChange } from '../queue/countQueueChange.ts'
import { rows } from '../rows.ts'
import type { OpenBooking, VisitRow } from '../rows.ts'
import { dayOf } from '../time/cell.ts'
import { dayInWords, timeInWords } from '../time/words.ts'
import { admit } from './admit.ts'
import { errors } from './errors.ts'

type Context = Pick<ActionContext, 'em' | 'now' | 'settings' | 'locale'>

/** Somebody with an appointment is there. Who says so twice keeps the number of the first time. */
export async function checkIn(context: Context, booking: OpenBooking): Promise<VisitRow> {
  const { em, now } = context
  const office = officeOf(context, booking.office)
  await countQueueChange(em, office.id, dayOf(now, office.timeZone))
  const before = await rows(em)
    .selectFrom('appointments_visit')
    .selectAll()
    .where('bookingId', '=', booking.id)
    .executeTakeFirst()
  if (before !== undefined && before.state !== 'missed' && before.finishedAt === null) return before
  assertCanCheckIn(context, booking)
  const group = office.groups.find(({ id }) => id === booking.lane.split('/')[1]) ?? office.groups[0]!
  await advance(em, booking, 'arrived')
  return admit(context, office, group, { items: booking.items, booking })
}

/** Throws what keeps an appointment from being checked in now, in a sentence for whoever stands there. */
export function assertCanCheckIn({ settings, now, locale }: Omit<Context, 'em'>, booking: OpenBooking): void {
  const { timeZone } = officeOf({ settings }, booking.office)
  if (booking.state === 'cancelled') throw errors.cancelled()
  if (booking.state === 'preconfirmed') throw errors.unconfirmed()
  if (booking.state === 'held' || booking.state === 'lapsed') throw errors.unknownCode()
  if (booking.variant !== 'counter') throw errors.notHere()
  if (dayOf(now, timeZone) !== dayOf(booking.startsAt, timeZone)) {
    throw errors.otherDay({ day: dayInWords(booking.startsAt, timeZone, locale) })
  }
  if (booking.state !== 'confirmed') throw errors.over()
  const begins = checkInFrom(booking, settings(Settings).checkInMinutes)
  if (now < begins) throw errors.tooEarly({ time: timeInWords(begins, timeZone) })
}

/** When people can first say that they are there. */
export const checkInFrom = ({ startsAt }: { startsAt: Date }, minutes: number): Date =>
  new Date(startsAt.getTime() - minutes * 60_000)

/** Throws unless the appointment is at this office. */
export function assertAtOffice(
  { settings, locale }: Pick<Context, 'settings' | 'locale'>,
  booking: OpenBooking,
  office: string,
) {
  if (booking.office === office) return
  throw errors.otherOffice({ office: phraseIn(officeOf({ settings }, booking.office).name, locale) })
}
