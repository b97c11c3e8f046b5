import type { PluginContext } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import type { Audience } from '../slot/availability.ts'
import { errors } from '../slot/errors.ts'
import { cellOf, dayOf, momentOf, plusDays } from '../time/cell.ts'

/** The first day an appointment can be moved to: what belongs to an application keeps the days that it needs before. */
export const firstDayToMoveTo = (linkedTo: { leadDays: number } | null, now: Date, timeZone: string): string =>
  plusDays(dayOf(now, timeZone), linkedTo?.leadDays ?? 0)

/** How many days ahead staff can book. */
export const staffHorizonDays = 366

/**
 * The cell that an appointment may begin in; throws `appointments.slot-taken` for any other moment. Staff need no notice and
 * look further ahead.
 */
export function assertBookable(
  { settings, now }: Pick<PluginContext, 'settings' | 'now'>,
  start: Date,
  audience: Audience = 'public',
): number {
  const { noticeMinutes, horizonDays, gridMinutes } = settings(Settings)
  const cell = cellOf(start)
  const isExact = momentOf(cell).getTime() === start.getTime()
  // Offices are whole hours from UTC, so the grid of the hour is the same there.
  const isOnGrid = start.getUTCMinutes() % gridMinutes === 0
  const earliest = now.getTime() + (audience === 'staff' ? 0 : noticeMinutes * 60_000)
  const latest = now.getTime() + ((audience === 'staff' ? staffHorizonDays : horizonDays) + 1) * 86_400_000
  if (!isExact || !isOnGrid || start.getTime() < earliest || start.getTime() > latest) throw errors.taken()
  return cell
}
