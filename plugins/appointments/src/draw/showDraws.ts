import { Type, action, anyone } from '@kreiswerk/core'
import { rows } from '../rows.ts'
import { drawnService, zoneOf } from './readDraw.ts'
import type { DrawRow } from './readDraw.ts'
import { nextRound } from './round.ts'

const Moment = Type.String({ format: 'date-time' })
const lotsAtOnce = 100
const fewDraws = 6

/** A draw as everybody can check it. The seed is `null` until the draw. */
export const DrawView = Type.Object({
  id: Type.String(),
  state: Type.String(),
  opensAt: Moment,
  closesAt: Moment,
  firstDay: Type.String(),
  lastDay: Type.String(),
  seedHash: Type.String(),
  seed: Type.Union([Type.String(), Type.Null()]),
  entries: Type.Integer(),
  winners: Type.Integer(),
})

const viewOf = (draw: DrawRow) => ({
  id: draw.id,
  state: draw.state,
  opensAt: draw.opensAt.toISOString(),
  closesAt: draw.closesAt.toISOString(),
  firstDay: draw.firstDay,
  lastDay: draw.lastDay,
  seedHash: draw.seedHash,
  seed: draw.state === 'open' ? null : draw.seed,
  entries: draw.entries,
  winners: draw.winners,
})

export const showDraws = action({
  route: 'GET /draws/:service',
  summary: 'The draws of a service: the next one, and the last ones with their seeds',
  allow: anyone,
  params: Type.Object({ service: Type.String({ maxLength: 100 }) }),
  reply: Type.Object({ opensAt: Moment, closesAt: Moment, draws: Type.Array(DrawView) }),
  async run(context) {
    const { params, em, now } = context
    const service = drawnService(context, params.service)
    const { opensAt, closesAt } = nextRound(service.draw, now, zoneOf(context, service))
    const found = await rows(em)
      .selectFrom('appointments_draw')
      .selectAll()
      .where('service', '=', service.id)
      .orderBy('closesAt', 'desc')
      .limit(fewDraws)
      .execute()
    return { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), draws: found.map(viewOf) }
  },
})

export const listLots = action({
  route: 'GET /draws/:service/:day/lots',
  summary: 'The order of a draw, a hundred places at a time',
  allow: anyone,
  params: Type.Object({ service: Type.String({ maxLength: 100 }), day: Type.String({ format: 'date' }) }),
  query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })) }),
  reply: Type.Object({
    lots: Type.Array(
      Type.Object({ rank: Type.Integer(), ticket: Type.String(), won: Type.Union([Type.Boolean(), Type.Null()]) }),
    ),
    next: Type.Union([Type.Integer(), Type.Null()]),
  }),
  async run({ params, query, em }) {
    const found = await rows(em)
      .selectFrom('appointments_lot')
      .selectAll()
      .where('draw', '=', `${params.service}.${params.day}`)
      .where('rank', '>', query.after ?? 0)
      .orderBy('rank')
      .limit(lotsAtOnce)
      .execute()
    return {
      lots: found.map(({ rank, entryId, won }) => ({ rank, ticket: entryId, won })),
      next: found.length === lotsAtOnce ? found.at(-1)!.rank : null,
    }
  },
})
