import { Type, action, anyone } from '@kreiswerk/core'
import { officesOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { dayOf, plusDays } from '../time/cell.ts'
import { EntryInput, EntryReply, addEntry } from './addEntry.ts'
import { errors } from './errors.ts'

/** Asks to be offered what comes free. */
export const joinWaitingList = action({
  route: 'POST /entries',
  summary: 'Join the waiting list: suitable times that come free are offered to those who wait first',
  allow: anyone,
  limit: { per: 'network', count: 20, minutes: 60 },
  body: Type.Object({
    ...EntryInput.properties,
    firstDay: Type.String({ format: 'date' }),
    lastDay: Type.String({ format: 'date' }),
    noticeHours: Type.Integer({ minimum: 1, maximum: 336, default: 2 }),
  }),
  reply: EntryReply,
  async run(context) {
    const { body, now, settings } = context
    const { horizonDays } = settings(Settings)
    const zone = officesOf(context).find(({ id }) => body.offices.includes(id))?.timeZone ?? 'Europe/Berlin'
    const today = dayOf(now, zone)
    const { firstDay, lastDay, noticeHours } = body
    if (lastDay < today || firstDay > lastDay || lastDay > plusDays(today, horizonDays)) {
      throw errors.days({ days: horizonDays })
    }
    const services = servicesOf(context)
    const drawn = body.items.find(({ service }) => services.get(service)?.draw !== undefined)
    if (drawn !== undefined) throw errors.drawnOnly({ service: drawn.service })
    return addEntry(context, { firstDay, lastDay, noticeHours, waitAfterDraw: false, draw: null, closesAt: null })
  },
})
