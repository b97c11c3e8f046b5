import { Type, after, anyone, html, page, redirect } from '@kreiswerk/core'
import { backLink, t } from '@kreiswerk/ui-kit'
import { firstDayToMoveTo } from '../booking/bookable.ts'
import { moveBooking } from '../booking/moveBooking.ts'
import { showBooking } from '../booking/showBooking.ts'
import { findDays, findTimes } from '../slot/findTimes.ts'
import { wholeDay } from '../time/words.ts'
import { facts, shown } from './bookingParts.ts'
import { dayLinks, timeButtons } from './timeParts.ts'

/** Another time at the same office; the old one stays until the new one is taken. */
export const movePage = page({
  path: '/termine/termin/:link/verschieben',
  area: 'citizen',
  allow: anyone,
  title: t('move.title'),
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  query: Type.Object({ tag: Type.Optional(Type.String({ format: 'date' })) }),
  async load(context) {
    const { params, query, call } = context
    const view = shown(context, await call(showBooking, { params }))
    const { items, variant, office } = view.booking
    const services = items.map(({ service, persons }) => `${service}*${persons}`).join(',')
    const { offices } = await call(findDays, { query: { services, variant, office } })
    const first = firstDayToMoveTo(view.booking.linkedTo, context.now, view.office.timeZone)
    const days = (offices[0]?.days ?? []).filter(({ day }) => day >= first)
    const day = query.tag ?? days[0]?.day
    const times = day === undefined ? [] : (await call(findTimes, { query: { services, variant, office, day } })).times
    return { view, days, day, times }
  },
  render: ({ data: { view, days, day, times }, params: { link }, form }) => html`
    ${backLink(`/termine/termin/${link}`, t('booking.title'))} ${facts(view)}
    ${
      day === undefined
        ? html`<p>${t('times.none-body')}</p>`
        : html`
            <h2>${wholeDay(day, view.locale)}</h2>
            ${form.for(moveBooking, () => timeButtons(times, view.office.timeZone), { params: { link } })}
            <h2>${t('times.other-days')}</h2>
            ${dayLinks(days, day, (other) => `?tag=${other}`)}
          `
    }
  `,
  done: [after(moveBooking, ({ reply }) => redirect(`/termine/termin/${reply.link}`))],
})
