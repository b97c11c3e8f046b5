import { Type, action, may, notFound } from '@kreiswerk/core'
import { NeedInput, assertNeed } from '../booking/needOf.ts'
import { servicesOf } from '../catalogue/catalogue.ts'
import { availability } from '../slot/availability.ts'
import { needFrom } from '../slot/findTimes.ts'
import { groupsFor } from '../slot/need.ts'
import { momentOf } from '../time/cell.ts'
import { timeInWords } from '../time/words.ts'
import { officeOfStaff } from './officeOfStaff.ts'

/** Also desks that only staff give away, and without notice. */
export const findStaffTimes = action({
  route: 'GET /staff-times',
  summary: 'The times of a day that staff can give away at an office',
  allow: may('appointments.book'),
  query: Type.Object({
    services: Type.String({ maxLength: 500 }),
    variant: Type.Optional(NeedInput.variant),
    office: Type.String({ maxLength: 100 }),
    day: Type.String({ format: 'date' }),
  }),
  reply: Type.Object({
    times: Type.Array(
      Type.Object({ start: Type.String({ format: 'date-time' }), time: Type.String(), lanes: Type.Integer() }),
    ),
  }),
  async run(context) {
    const { query, em, now, use } = context
    const office = officeOfStaff(context, 'appointments.book', query.office)
    const need = assertNeed(needFrom(query), servicesOf(context))
    if (groupsFor(need, office).size === 0) throw notFound()
    const starts = await use(availability).startsOn(em, office, query.day, { need, audience: 'staff', now })
    return {
      times: starts.map(({ cell, lanes }) => ({
        start: momentOf(cell).toISOString(),
        time: timeInWords(momentOf(cell), office.timeZone),
        lanes,
      })),
    }
  },
})
