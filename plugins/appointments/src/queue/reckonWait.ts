import type { EntityManager, PluginContext } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { VisitRow } from '../rows.ts'
import { lineOf, readPresent } from './readLine.ts'
import { estimateWait, paceOf } from './wait.ts'
import type { Wait } from './wait.ts'

const fourWeeks = 28 * 86_400_000
const halfAnHour = 1_800_000
const measured = 200

/** Where somebody stands in line. */
export interface Place extends Wait {
  ahead: number
}

/** How many stand before a visit at the desks of its group, and how long that will take. */
export async function reckonWait(
  context: Pick<PluginContext, 'settings' | 'now'> & { em: EntityManager },
  office: Office,
  visit: Pick<VisitRow, 'id' | 'group'>,
): Promise<Place> {
  const { em, now } = context
  const present = (await readPresent(em, office, now)).filter(({ group }) => group === visit.group)
  const line = lineOf(context, present)
  const place = line.findIndex(({ id }) => id === visit.id)
  const ahead = place < 0 ? line : line.slice(0, place)
  const atDesk = present.filter(({ state }) => state === 'called' || state === 'serving')
  const lately = await readLately(em, office, now)
  const desks = new Set([
    ...atDesk.map(({ desk }) => desk),
    ...lately
      .filter(({ group, finishedAt }) => group === visit.group && finishedAt!.getTime() > now.getTime() - halfAnHour)
      .map(({ desk }) => desk),
  ])
  const pace = paceOf(lately.map((one) => ({ planned: one.minutes, took: minutesAtDesk(one) })))
  return { ahead: ahead.length, ...estimateWait([...ahead, ...atDesk.map(half)].map(minutesOf), desks.size, pace) }
}

const minutesOf = ({ minutes }: { minutes: number }): number => minutes

// Whoever is at a desk is half done, on average.
const half = ({ minutes }: VisitRow) => ({ minutes: minutes / 2 })

const minutesAtDesk = ({ servingAt, finishedAt }: Pick<VisitRow, 'servingAt' | 'finishedAt'>): number =>
  (finishedAt!.getTime() - servingAt!.getTime()) / 60_000

const readLately = (em: EntityManager, office: Office, now: Date) =>
  rows(em)
    .selectFrom('appointments_visit')
    .select(['group', 'minutes', 'servingAt', 'finishedAt', 'desk'])
    .where('office', '=', office.id)
    .where('finishedAt', '>', new Date(now.getTime() - fourWeeks))
    // Those that the end of the day ended say nothing.
    .whereRef('finishedAt', '>', 'servingAt')
    .orderBy('finishedAt', 'desc')
    .limit(measured)
    .execute()
