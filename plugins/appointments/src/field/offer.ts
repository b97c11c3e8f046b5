import type { ReadingContext } from '@kreiswerk/online-service/contract'
import type { Office } from '../office/office.ts'
import { availability } from '../slot/availability.ts'
import { cellsFor } from '../slot/need.ts'
import { dayOf, momentOf, plusDays } from '../time/cell.ts'
import { needOf, officesFor } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import type { SlotSettings } from './slotSettings.ts'

/** A time that can be had. */
export interface OfferedSlot {
  office: Office
  start: Date
  end: Date
}

/** Some times in order, and the day from which there are more. */
export interface Offer {
  slots: OfferedSlot[]
  more: string | null
}

/** So many times are shown at once, or those of one day if there are more. */
const enough = 12

/** The first day a slot field may offer. */
export const firstDay = ({ leadDays = 0 }: SlotSettings, now: Date, { timeZone }: Office): string =>
  plusDays(dayOf(now, timeZone), leadDays)

/** The free times from a day on, as many whole days as it takes to have enough. */
export async function offerFrom(
  { em, now, use }: ReadingContext,
  catalogue: Catalogue,
  settings: SlotSettings,
  from: string | undefined,
): Promise<Offer> {
  const offices = officesFor(catalogue, settings)
  const [any] = offices
  if (any === undefined) return { slots: [], more: null }
  const question = { need: needOf(settings), audience: 'public', now } as const
  const earliest = firstDay(settings, now, any)
  const { horizonDays } = catalogue.settings
  const days = { first: earliest, count: Math.max(0, horizonDays + 1 - (settings.leadDays ?? 0)) }
  const found = await use(availability).earliestPerDay(em, offices, days, question)
  const open = [...new Set([...found.values()].flat().map(({ day }) => day))]
    .filter((day) => from === undefined || day >= from)
    .sort()
  const slots: OfferedSlot[] = []
  for (const [index, day] of open.entries()) {
    if (slots.length >= enough) return { slots, more: open[index]! }
    slots.push(...(await slotsOn(day)))
  }
  return { slots, more: null }

  async function slotsOn(day: string): Promise<OfferedSlot[]> {
    const length = cellsFor(question.need, catalogue.services)
    const onDay: OfferedSlot[] = []
    for (const office of offices) {
      for (const { cell } of await use(availability).startsOn(em, office, day, question)) {
        onDay.push({ office, start: momentOf(cell), end: momentOf(cell + length) })
      }
    }
    return onDay.sort((a, b) => a.start.getTime() - b.start.getTime())
  }
}
