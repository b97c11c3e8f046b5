import type { EntityManager, PluginContext } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { VisitRow } from '../rows.ts'
import { dayOf } from '../time/cell.ts'
import type { VisitState } from '../visit/step.ts'
import { inOrder } from './order.ts'

const present = ['waiting', 'called', 'serving', 'parked', 'missed'] as const satisfies readonly VisitState[]

/** Everybody who is at the office today and not done. */
export const readPresent = (em: EntityManager, office: Office, now: Date): Promise<VisitRow[]> =>
  rows(em)
    .selectFrom('appointments_visit')
    .selectAll()
    .where('office', '=', office.id)
    .where('day', '=', dayOf(now, office.timeZone))
    .where('state', 'in', present)
    .execute()

/** Those in line, first to be called first. */
export const lineOf = ({ settings, now }: Pick<PluginContext, 'settings' | 'now'>, visits: readonly VisitRow[]) =>
  inOrder(
    visits.filter(({ state }) => state === 'waiting'),
    settings(Settings),
    now,
  )
