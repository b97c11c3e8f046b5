import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'

/** The first thing every change of a line does: those of one office then come one after another, on either engine. */
export async function countQueueChange(em: EntityManager, office: string, day: string): Promise<void> {
  await rows(em)
    .insertInto('appointments_queue')
    .values({ office, version: 1, day, number: 0 })
    .onConflict((conflict) =>
      conflict.column('office').doUpdateSet((is) => ({ version: is('appointments_queue.version', '+', 1) })),
    )
    .execute()
}

/** The next number of the day; counts as a change of the line as well. */
export async function nextNumber(em: EntityManager, office: string, day: string): Promise<number> {
  const { number } = await rows(em)
    .insertInto('appointments_queue')
    .values({ office, version: 1, day, number: 1 })
    .onConflict((conflict) =>
      conflict.column('office').doUpdateSet((is) => ({
        version: is('appointments_queue.version', '+', 1),
        number: is
          .case()
          .when('appointments_queue.day', '=', day)
          .then(is('appointments_queue.number', '+', 1))
          .else(1)
          .end(),
        day,
      })),
    )
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}

/** Tells whether anything in the line of an office has changed. */
export async function queueVersion(em: EntityManager, office: string): Promise<number> {
  const row = await rows(em)
    .selectFrom('appointments_queue')
    .select('version')
    .where('office', '=', office)
    .executeTakeFirst()
  return row?.version ?? 0
}
