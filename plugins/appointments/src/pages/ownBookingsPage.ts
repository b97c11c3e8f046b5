import { Type, html, nothing, page, signedIn } from '@kreiswerk/core'
import { button, phraseIn, t, taskList } from '@kreiswerk/ui-kit'
import { listOwnBookings } from '../own/listOwnBookings.ts'
import { isOpen } from '../booking/state.ts'
import { officesOf, servicesOf } from '../catalogue/catalogue.ts'
import { dayInWords, timeInWords } from '../time/words.ts'

/** The appointments of an account, the next ones and those from before. */
export const ownBookingsPage = page({
  path: '/konto/termine',
  area: 'citizen',
  allow: signedIn(),
  title: t('own.title'),
  query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }),
  async load(context) {
    const { items, next } = await context.call(listOwnBookings, { query: context.query })
    const services = servicesOf(context)
    const offices = new Map(officesOf(context).map((office) => [office.id, office]))
    const shown = items.map((booking) => ({
      booking,
      office: offices.get(booking.office),
      services: booking.items.flatMap(({ service }) => services.get(service) ?? []),
      open: isOpen({ state: booking.state, startsAt: new Date(booking.startsAt) }, context.now),
    }))
    return { shown, next }
  },
  render: ({ data: { shown, next }, locale }) => html`
    ${
      shown.length === 0
        ? html`<p>${t('own.none')}</p>`
        : taskList(
            shown.map(({ booking, office, services, open }) => {
              const start = new Date(booking.startsAt)
              const zone = office?.timeZone ?? 'Europe/Berlin'
              return {
                title: `${dayInWords(start, zone, locale)}, ${timeInWords(start, zone)}`,
                hint: [...services.map(({ title }) => title), ...(office === undefined ? [] : [office.name])]
                  .map((phrase) => phraseIn(phrase, locale))
                  .join(', '),
                href: `/termine/termin/${booking.link}`,
                status: {
                  label: t(`state.${booking.state}`),
                  kind: open ? ('success' as const) : ('neutral' as const),
                },
              }
            }),
          )
    }
    ${next === null ? nothing : html`<p><a rel="next" href="/konto/termine?after=${encodeURIComponent(next)}">${t('own.more')}</a></p>`}
    <p>${button.secondary(t('own.new'), { href: '/termine' })}</p>
  `,
})
