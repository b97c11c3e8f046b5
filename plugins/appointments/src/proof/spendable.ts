import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'

/** A solved task or a ticket, signed by this portal. Times are milliseconds since 1970. */
export interface Spendable {
  id: string
  from: number
  until: number
}

/** How long a task or a ticket counts. */
export const goodFor = 10 * 60_000

/** Whether it counts at a moment: neither too early nor too late. */
export const isGood = ({ from, until }: Spendable, now: Date): boolean => from <= now.getTime() && now.getTime() < until

/** Spends it in this unit of work; whether it had not been spent before. */
export async function spend(em: EntityManager, { id, until }: Spendable): Promise<boolean> {
  const spent = await rows(em)
    .insertInto('appointments_spent_proof')
    .values({ id, until: new Date(until) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return spent !== undefined
}
