import type { WritingContext } from '@kreiswerk/core'
import { officesOf } from '../catalogue/catalogue.ts'
import type { Office } from '../office/office.ts'
import { countQueueChange } from '../queue/countQueueChange.ts'
import { rows } from '../rows.ts'
import { cellsOfDay, dayOf, momentOf } from '../time/cell.ts'
import { followVisit } from './followVisit.ts'
import type { VisitState } from './step.ts'

const open = ['waiting', 'called', 'parked', 'serving'] as const satisfies readonly VisitState[]
const atOnce = 200
const twoWeeks = 14 * 86_400_000

type Context = Pick<WritingContext, 'em' | 'now' | 'settings' | 'enqueue'>

/** After midnight: whoever still stood in line has left, whoever had an appointment and did not come has missed it. */
export async function closeDay(context: Context): Promise<void> {
  const { em, now, enqueue } = context
  let isMore = false
  for (const office of officesOf(context)) {
    const today = dayOf(now, office.timeZone)
    const stood = await rows(em)
      .selectFrom('appointments_visit')
      .selectAll()
      .where('state', 'in', open)
      .where('day', '<', today)
      .where('office', '=', office.id)
      .limit(atOnce)
      .execute()
    if (stood.length > 0) await countQueueChange(em, office.id, today)
    for (const visit of stood) {
      const state = visit.state === 'serving' ? 'served' : 'left'
      // When somebody forgot to end it, nobody knows how long it took: it ends as it began and is not measured.
      await rows(em)
        .updateTable('appointments_visit')
        .set({ state, finishedAt: visit.servingAt ?? now })
        .where('id', '=', visit.id)
        .execute()
      await followVisit(em, visit.bookingId, state)
    }
    isMore ||= stood.length === atOnce || (await missBookings(context, office, today)) === atOnce
  }
  if (isMore) enqueue('closeDay', {})
}

async function missBookings({ em, now }: Context, office: Office, today: string): Promise<number> {
  const missed = await rows(em)
    .updateTable('appointments_booking')
    .set({ state: 'missed' })
    .where('state', '=', 'confirmed')
    .where('id', 'in', (query) =>
      query
        .selectFrom('appointments_booking')
        .select('id')
        .where('office', '=', office.id)
        .where('code', 'is not', null)
        .where('startsAt', '>', new Date(now.getTime() - twoWeeks))
        .where('startsAt', '<', momentOf(cellsOfDay(today, office.timeZone).from))
        .where('state', '=', 'confirmed')
        .limit(atOnce),
    )
    .returning('id')
    .execute()
  return missed.length
}
