import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'
import { takenBy } from '../slot/takenBy.ts'
import type { Seating } from '../schedule/seating.ts'

/**
 * Puts appointments at other desks, at the same time. The office must be counted up before, and the desks must have been
 * found free after that.
 */
export async function reseat(em: EntityManager, reseated: Seating['reseated'], now: Date): Promise<void> {
  const moving = []
  for (const { seated, lane } of reseated) {
    const { id } = seated
    const cells = await rows(em)
      .deleteFrom('appointments_cell')
      .where(takenBy(id, seated))
      .returning(['cell', 'heldUntil'])
      .execute()
    moving.push({ id, lane, cells })
  }
  // All leave before any arrives: one may go where another comes from.
  for (const { id, lane, cells } of moving) {
    if (cells.length === 0) continue
    const numbers = cells.map(({ cell }) => cell)
    await rows(em)
      .deleteFrom('appointments_cell')
      .where('lane', '=', lane)
      .where('cell', 'in', numbers)
      .where('heldUntil', '<=', now)
      .execute()
    await rows(em)
      .insertInto('appointments_cell')
      .values(cells.map((cell) => ({ ...cell, lane, bookingId: id })))
      .execute()
    await rows(em).updateTable('appointments_booking').set({ lane }).where('id', '=', id).execute()
  }
}
