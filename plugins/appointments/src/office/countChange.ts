import { statement, unawaited } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Tables } from '../rows.ts'

/** The counters of an office after a change. */
export interface Counters {
  version: number
  scheduleVersion: number
}

/**
 * Counts a change of an office's bookings. The first thing every such change does: those of one office then come one after
 * another, and what is read afterwards stands.
 */
export async function countChange(em: EntityManager, office: string): Promise<Counters> {
  await noteChange(em, office)
  return countersOf(em, office)
}

/** The same without telling the counters. */
export const noteChange = async (em: EntityManager, office: string): Promise<void> =>
  void (await counting(em, { office, schedule: 0 }))

/** The same for a change of its rules or exceptions, after which nothing remembered of any day counts any longer. */
export async function countScheduleChange(em: EntityManager, office: string): Promise<Counters> {
  await counting(em, { office, schedule: 1 })
  return countersOf(em, office)
}

const counting = statement<Tables>()((rows, { office, schedule }: { office: string; schedule: number }) =>
  unawaited(
    rows
      .insertInto('appointments_office')
      .values({ office, version: 1, scheduleVersion: schedule, ownRules: false })
      .onConflict((conflict) =>
        conflict.column('office').doUpdateSet((is) => ({
          version: is('appointments_office.version', '+', 1),
          scheduleVersion: is('appointments_office.scheduleVersion', '+', schedule),
        })),
      ),
  ),
)

async function countersOf(em: EntityManager, office: string): Promise<Counters> {
  const { rows } = await reading(em, { office })
  return rows[0]!
}

const reading = statement<Tables>()((rows, { office }: { office: string }) =>
  rows.selectFrom('appointments_office').select(['version', 'scheduleVersion']).where('office', '=', office),
)
