import { newSecret } from '@kreiswerk/core'
import type { WritingContext } from '@kreiswerk/core'
import { servicesOf } from '../catalogue/catalogue.ts'
import { rows } from '../rows.ts'
import { drawOrder, hashOfSeed } from './order.ts'
import { drawIdOf, isDrawn, zoneOf } from './readDraw.ts'
import type { DrawRow } from './readDraw.ts'
import { nextRound } from './round.ts'

const atOnce = 200

/** Prepares the draws to come, with their seeds, and draws those whose hours are over. */
export async function runDraws(context: WritingContext): Promise<void> {
  const { em, now } = context
  for (const service of [...servicesOf(context).values()].filter(isDrawn)) {
    const round = nextRound(service.draw, now, zoneOf(context, service))
    const seed = newSecret(32)
    await rows(em)
      .insertInto('appointments_draw')
      .values({
        id: drawIdOf(service.id, round),
        service: service.id,
        state: 'open',
        ...round,
        seed,
        seedHash: hashOfSeed(seed),
        entries: 0,
        winners: 0,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const over = await rows(em)
    .selectFrom('appointments_draw')
    .selectAll()
    .where('state', '=', 'open')
    .where('closesAt', '<=', now)
    .limit(10)
    .execute()
  for (const draw of over) await drawLots(context, draw)
}

/** Sets down the order of everybody who confirmed in time; what each gets follows in a job of its own. */
async function drawLots({ em, record, enqueue }: WritingContext, draw: DrawRow): Promise<void> {
  const mine = await rows(em)
    .updateTable('appointments_draw')
    .set({ state: 'drawn' })
    .where('id', '=', draw.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (mine.numUpdatedRows === 0n) return
  const wishes = await rows(em)
    .selectFrom('appointments_entry')
    .select('id')
    .where('draw', '=', draw.id)
    .where('state', '=', 'wishing')
    .execute()
  const order = drawOrder(
    draw.seed,
    wishes.map(({ id }) => id),
  )
  for (let from = 0; from < order.length; from += atOnce) {
    const lots = order
      .slice(from, from + atOnce)
      .map((entryId, index) => ({ draw: draw.id, rank: from + index + 1, entryId, won: null }))
    await rows(em).insertInto('appointments_lot').values(lots).execute()
  }
  await rows(em).updateTable('appointments_draw').set({ entries: order.length }).where('id', '=', draw.id).execute()
  await record({ object: `draw:${draw.id}`, details: { seed: draw.seed, entries: order.length } })
  enqueue('grantWishes', { draw: draw.id, after: 0 })
}
