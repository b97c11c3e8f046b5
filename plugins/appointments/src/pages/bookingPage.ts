import { Type, after, anyone, html, nothing, page } from '@kreiswerk/core'
import { button, confirmation, details, t, tag } from '@kreiswerk/ui-kit'
import { cancelBooking } from '../booking/cancelBooking.ts'
import { showBooking } from '../booking/showBooking.ts'
import { isOpen } from '../booking/state.ts'
import { bringList, facts, shown } from './bookingParts.ts'

/** The appointment of whoever has its link. */
export const bookingPage = page({
  path: '/termine/termin/:link',
  area: 'citizen',
  allow: anyone,
  title: t('booking.title'),
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  async load(context) {
    const booking = await context.call(showBooking, { params: context.params })
    const { state, startsAt } = booking
    return { ...shown(context, booking), open: isOpen({ state, startsAt: new Date(startsAt) }, context.now) }
  },
  render: ({ data, params: { link }, form }) => html`
    <p>${tag(t(`state.${data.booking.state}`), data.open ? 'success' : 'info')}</p>
    ${facts(data, { withCode: true })} ${bringList(data)}
    ${
      data.open
        ? html`
            <p><a href="/api/appointments/bookings/${link}/calendar" download>${t('booking.calendar')}</a></p>
            <p>${button.secondary(t('booking.move'), { href: `/termine/termin/${link}/verschieben` })}</p>
            ${details(
              t('booking.cancel'),
              form.for(
                cancelBooking,
                () =>
                  html`<p>${t('booking.cancel-body')}</p>
                    ${button.warning(t('booking.cancel-now'))}`,
                { params: { link } },
              ),
            )}
          `
        : nothing
    }
  `,
  done: [after(cancelBooking, () => confirmation(t('booking.cancelled'), t('booking.cancelled-body')))],
})
