import { rowsOf } from '@kreiswerk/core'
import type { EntityManager, OpenRow, RowOf } from '@kreiswerk/core'
import type { Booking, PersonShare, TakenCell } from './booking/booking.ts'
import type { Device } from './device/device.ts'
import type { ChangedDay, OfficeState } from './office/officeState.ts'
import type { Queue } from './queue/queue.ts'
import type { Draw, Lot } from './draw/draw.ts'
import type { Reminder } from './reminder/reminder.ts'
import type { SpentProof } from './proof/spentProof.ts'
import type { Entry, EntryPlace, EntryShare } from './waiting/entry.ts'
import type { Released } from './waiting/released.ts'
import type { ExceptionRow, RuleRow } from './schedule/tables.ts'
import type { Figure } from './statistics/figure.ts'
import type { Visit } from './visit/visit.ts'

/** A booking as people read it, with what is personal open; `null` where the person is erased. */
export type OpenBooking = OpenRow<RowOf<typeof Booking>>

export type VisitRow = RowOf<typeof Visit>

export type DeviceRow = RowOf<typeof Device>
/** An entry of a waiting list or a draw, with what is personal open. */
export type OpenEntry = OpenRow<RowOf<typeof Entry>>

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
  appointments_reminder: RowOf<typeof Reminder>
  appointments_entry: RowOf<typeof Entry>
  appointments_entry_place: RowOf<typeof EntryPlace>
  appointments_entry_share: RowOf<typeof EntryShare>
  appointments_released: RowOf<typeof Released>
  appointments_draw: RowOf<typeof Draw>
  appointments_spent_proof: RowOf<typeof SpentProof>
  appointments_lot: RowOf<typeof Lot>
  appointments_figure: RowOf<typeof Figure>
}

export const rows = (em: EntityManager) => rowsOf<Tables>(em)
