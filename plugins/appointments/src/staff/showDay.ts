import { Type, action, may, openRows } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { Booking } from '../booking/booking.ts'
import { openLanes } from '../schedule/opening.ts'
import { readSchedule } from '../schedule/readSchedule.ts'
import { misplaced } from '../schedule/seating.ts'
import { cellFrom, cellMinutes, cellOf, cellsOfDay, momentOf } from '../time/cell.ts'
import { union } from '../time/interval.ts'
import type { Interval } from '../time/interval.ts'
import { bookingsOfDay } from './bookingsOfDay.ts'
import { officeOfStaff } from './officeOfStaff.ts'
import { StaffBooking, staffBookingOf } from './staffBooking.ts'

const permission = 'appointments.see-calendar'
/** Minutes from the beginning of the day. */
const Minutes = Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() }))

/** The day of an office: its desks, when they are open, and who comes. */
export const showDay = action({
  route: 'GET /calendar/:office/:day',
  summary: 'The desks and the appointments of an office on a day',
  allow: may(permission),
  params: Type.Object({ office: Type.String({ maxLength: 100 }), day: Type.String({ format: 'date' }) }),
  reply: Type.Object({
    office: Type.String(),
    name: Type.String(),
    day: Type.String({ format: 'date' }),
    /** Beginning of the day, which minutes are counted from. */
    start: Type.String({ format: 'date-time' }),
    desks: Type.Array(
      Type.Object({
        lane: Type.String(),
        group: Type.String(),
        /** From 1, within its group. */
        number: Type.Integer(),
        public: Minutes,
        internal: Minutes,
      }),
    ),
    bookings: Type.Array(
      Type.Object({
        ...StaffBooking.properties,
        fromMinute: Type.Integer(),
        toMinute: Type.Integer(),
        /** Whether no open desk is there for it. */
        conflict: Type.Boolean(),
      }),
    ),
  }),
  async run(context) {
    const { params, em, land, locale, now } = context
    const office = officeOfStaff(context, permission, params.office)
    const { day } = params
    const cells = cellsOfDay(day, office.timeZone)
    const minute = (cell: number) => (cell - cells.from) * cellMinutes
    const minutesOf = (intervals: readonly Interval[]) =>
      union(intervals).map(({ from, to }) => ({ from: minute(from), to: minute(to) }))
    const open = openLanes(office, await readSchedule(em, office, land), day)
    const found = await bookingsOfDay(em, office, cells, now)
    const seated = found.map(({ id, lane, startsAt, endsAt }) => ({
      id,
      lane,
      from: cellOf(startsAt),
      to: cellFrom(endsAt),
    }))
    const wrong = new Set(misplaced(open, seated).map(({ id }) => id))
    const groups = new Map(office.groups.map(({ id, name }) => [id, phraseIn(name, locale)]))
    return {
      office: office.id,
      name: phraseIn(office.name, locale),
      day,
      start: momentOf(cells.from).toISOString(),
      desks: open.map((lane) => ({
        lane: lane.lane,
        group: groups.get(lane.group) ?? lane.group,
        number: Number(lane.lane.split('/').at(-1)) + 1,
        public: minutesOf(lane.public),
        internal: minutesOf(lane.internal),
      })),
      bookings: (await openRows(em, Booking, found)).map((booking) => ({
        ...staffBookingOf(context, booking),
        fromMinute: minute(cellOf(booking.startsAt)),
        toMinute: minute(cellFrom(booking.endsAt)),
        conflict: wrong.has(booking.id) && ['confirmed', 'preconfirmed'].includes(booking.state),
      })),
    }
  },
})
