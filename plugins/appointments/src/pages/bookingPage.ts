import { Type, after, anyone, html, nothing, page, redirect } from '@kreiswerk/core'
import { button, confirmation, details, t, tag } from '@kreiswerk/ui-kit'
import { arriveByLink } from '../visit/arriveByLink.ts'
import { cancelBooking } from '../booking/cancelBooking.ts'
import { showBooking } from '../booking/showBooking.ts'
import { isOpen } from '../booking/state.ts'
import { qrCodeOf, qrImage } from '../booking/qrCode.ts'
import { Settings } from '../catalogue/settings.ts'
import { checkInFrom } from '../visit/checkIn.ts'
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
    const { state, startsAt, endsAt } = booking
    const { now, settings } = context
    const start = new Date(startsAt)
    const isConfirmed = state === 'confirmed' && booking.variant === 'counter'
    const { checkInMinutes } = settings(Settings)
    return {
      ...shown(context, booking),
      open: isOpen({ state, startsAt: start }, now),
      canArrive: isConfirmed && now >= checkInFrom({ startsAt: start }, checkInMinutes) && now < new Date(endsAt),
      hasArrived: state === 'arrived' || state === 'called',
      code: isConfirmed && booking.code !== null ? await qrCodeOf(booking.code) : null,
    }
  },
  render: ({ data, params: { link }, form }) => html`
    <p>${tag(t(`state.${data.booking.state}`), data.open ? 'success' : 'info')}</p>
    ${
      data.canArrive || data.hasArrived
        ? html`${
            data.canArrive
              ? html`<h2>${t('arrival.title')}</h2>
                  <p>${t('arrival.body')}</p>`
              : nothing
          }
          ${form.for(arriveByLink, () => button.submit(t(data.canArrive ? 'arrival.now' : 'arrival.again')), {
            params: { link },
          })}`
        : nothing
    }
    ${facts(data, { withCode: true })}
    ${
      data.code === null
        ? nothing
        : html`${qrImage(data.code, t('arrival.qr'))}
            <p class="kw-hint">${t('arrival.qr')}</p>`
    }
    ${bringList(data)}
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
  done: [
    after(arriveByLink, ({ reply }) => redirect(`/termine/nummer/${reply.link}`)),
    after(cancelBooking, () => confirmation(t('booking.cancelled'), t('booking.cancelled-body'))),
  ],
})
