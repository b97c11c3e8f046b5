import { statement } from '@kreiswerk/core'
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
export const countChange = (em: EntityManager, office: string): Promise<Counters> => count(em, office, 0)

/** The same for a change of its rules or exceptions, after which nothing remembered of any day counts any longer. */
export const countScheduleChange = (em: EntityManager, office: string): Promise<Counters> => count(em, office, 1)

async function count(em: EntityManager, office: string, schedule: 0 | 1): Promise<Counters> {
  const { rows } = await counting(em, { office, schedule })
  return rows[0]!
}

const counting = statement<Tables>()((rows, { office, schedule }: { office: string; schedule: number }) =>
  rows
    .insertInto('appointments_office')
    .values({ office, version: 1, scheduleVersion: schedule, ownRules: false })
    .onConflict((conflict) =>
      conflict.column('office').doUpdateSet((is) => ({
        version: is('appointments_office.version', '+', 1),
        scheduleVersion: is('appointments_office.scheduleVersion', '+', schedule),
      })),
    )
    .returning(['version', 'scheduleVersion']),
)
