import type { PluginContext } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import { errors } from '../slot/errors.ts'
import { cellOf, momentOf } from '../time/cell.ts'

/** The cell that an appointment of the public may begin in; throws `appointments.slot-taken` for any other moment. */
export function assertBookable({ settings, now }: Pick<PluginContext, 'settings' | 'now'>, start: Date): number {
  const { noticeMinutes, horizonDays, gridMinutes } = settings(Settings)
  const cell = cellOf(start)
  const isExact = momentOf(cell).getTime() === start.getTime()
  // Offices are whole hours from UTC, so the grid of the hour is the same there.
  const isOnGrid = start.getUTCMinutes() % gridMinutes === 0
  const earliest = now.getTime() + noticeMinutes * 60_000
  const latest = now.getTime() + (horizonDays + 1) * 86_400_000
  if (!isExact || !isOnGrid || start.getTime() < earliest || start.getTime() > latest) throw errors.taken()
  return cell
}
