import type { EntityManager, PluginContext, Static } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import { rows } from '../rows.ts'

type ReminderSettings = Static<typeof Settings>

/** What of an appointment its reminders depend on. */
interface Remembered {
  id: string
  sequence: number
  startsAt: Date
}

/** The reminders of an appointment whose moment has not passed already, e.g. since it was booked on the same day. */
export const remindersOf = (booking: Remembered, hours: readonly number[], now: Date) =>
  [...new Set(hours)]
    .map((hoursBefore) => ({
      bookingId: booking.id,
      hoursBefore,
      sequence: booking.sequence,
      dueAt: new Date(booking.startsAt.getTime() - hoursBefore * 3_600_000),
    }))
    .filter(({ dueAt }) => dueAt > now)

/** Plans the mails for an appointment that stands, in place of those planned before. */
export async function planReminders(
  context: { em: EntityManager; now: Date } & (Pick<PluginContext, 'settings'> | Pick<ReminderSettings, 'reminders'>),
  booking: Remembered,
): Promise<void> {
  const { em, now } = context
  const { reminders } = 'settings' in context ? context.settings(Settings) : context
  await dropReminders(em, booking.id)
  const planned = remindersOf(
    booking,
    reminders.map(({ hoursBefore }) => hoursBefore),
    now,
  )
  if (planned.length > 0) await rows(em).insertInto('appointments_reminder').values(planned).execute()
}

export async function dropReminders(em: EntityManager, bookingId: string): Promise<void> {
  await rows(em).deleteFrom('appointments_reminder').where('bookingId', '=', bookingId).execute()
}
