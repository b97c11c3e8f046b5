import { defineError } from '@kreiswerk/core'
import type { ActionContext, EntityManager, PluginContext } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import { officeOfStaff } from '../staff/officeOfStaff.ts'
import { dayOf, daysFrom, plusDays } from '../time/cell.ts'
import { mostDays, periodOf } from './period.ts'
import type { Period } from './period.ts'
import type { Statistics } from './statistics.ts'
import { summarise } from './summarise.ts'

export const permission = 'appointments.see-statistics'

export const errors = {
  period: defineError(
    'appointments.period-impossible',
    422,
    'Choose a last day that is not before the first one, and at most {days} days',
  ),
}

type Context = Pick<ActionContext, 'em' | 'now' | 'authorize'> & Pick<PluginContext, 'settings'>

/** The numbers of an office where the actor may see them. Throws `appointments.period-impossible`. */
export async function readStatistics(
  context: Context,
  officeId: string,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<{ office: Office; period: Period; statistics: Statistics }> {
  const office = officeOfStaff(context, permission, officeId)
  const period = periodOf(asked, plusDays(dayOf(context.now, office.timeZone), -1))
  if (period === null) throw errors.period({ days: mostDays })
  const figures = await figureRows(context.em, office.id, period).execute()
  const counted = new Map(figures.map((row) => [row.day, row.figures]))
  return { office, period, statistics: summarise([...daysFrom(period.from, period.to)], counted) }
}

/** One row for each day of the period. */
export const figureRows = (em: EntityManager, office: string, { from, to }: Period) =>
  rows(em)
    .selectFrom('appointments_figure')
    .select(['day', 'figures'])
    .where('office', '=', office)
    .where('day', '>=', from)
    .where('day', '<=', to)
