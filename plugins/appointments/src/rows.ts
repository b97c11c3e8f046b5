import { rowsOf } from '@kreiswerk/core'
import type { EntityManager, OpenRow, RowOf } from '@kreiswerk/core'
import type { Booking, PersonShare, TakenCell } from './booking/booking.ts'
import type { Device } from './device/device.ts'
import type { ChangedDay, OfficeState } from './office/officeState.ts'
import type { Queue } from './queue/queue.ts'
import type { ExceptionRow, RuleRow } from './schedule/tables.ts'
import type { Visit } from './visit/visit.ts'

/** A booking as people read it, with what is personal open; `null` where the person is erased. */
export type OpenBooking = OpenRow<RowOf<typeof Booking>>

export type VisitRow = RowOf<typeof Visit>

export type DeviceRow = RowOf<typeof Device>

/** Rows as they lie in the database. */
export interface Tables {
  appointments_booking: RowOf<typeof Booking>
  appointments_cell: RowOf<typeof TakenCell>
  appointments_share: RowOf<typeof PersonShare>
  appointments_office: RowOf<typeof OfficeState>
  appointments_changed_day: RowOf<typeof ChangedDay>
  appointments_rule: RowOf<typeof RuleRow>
  appointments_exception: RowOf<typeof ExceptionRow>
  appointments_visit: VisitRow
  appointments_queue: RowOf<typeof Queue>
  appointments_device: DeviceRow
}

export const rows = (em: EntityManager) => rowsOf<Tables>(em)
