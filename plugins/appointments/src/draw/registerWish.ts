import { Type, action, anyone } from '@kreiswerk/core'
import { EntryInput, EntryReply, addEntry } from '../waiting/addEntry.ts'
import { errors } from '../waiting/errors.ts'
import { drawIdOf, drawnService, readDraw, zoneOf } from './readDraw.ts'
import { isCollecting, nextRound } from './round.ts'

/** Takes part in the draw that collects wishes now. */
export const registerWish = action({
  route: 'POST /wishes',
  summary: 'Take part in the draw of a service whose times are scarce',
  allow: anyone,
  limit: { per: 'network', count: 20, minutes: 60 },
  body: Type.Object({
    ...EntryInput.properties,
    /** Whether to go on waiting when there is no luck. */
    wait: Type.Boolean({ default: false }),
  }),
  reply: EntryReply,
  async run(context) {
    const { body, em, now } = context
    const service = drawnService(context, body.items[0]!.service)
    if (body.items.length > 1) throw errors.drawnOnly({ service: service.id })
    const round = nextRound(service.draw, now, zoneOf(context, service))
    if (!isCollecting(round, now)) throw errors.drawClosed({ service: service.id })
    const { id, state, closesAt, firstDay, lastDay } = await readDraw(em, drawIdOf(service.id, round))
    if (state !== 'open') throw errors.drawClosed({ service: service.id })
    return addEntry(context, {
      firstDay,
      lastDay,
      noticeHours: 1,
      waitAfterDraw: body.wait,
      draw: id,
      closesAt,
    })
  },
})
