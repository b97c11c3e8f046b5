import { html, nothing } from '@kreiswerk/core'
import type { PluginContext, Static, TemplateResult } from '@kreiswerk/core'
import { definitionList, say, t } from '@kreiswerk/ui-kit'
import type { BookingView } from '../booking/showBooking.ts'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import type { Office, Service } from '../office/office.ts'
import { timeAndDay } from '../field/slotWords.ts'
import { dayInWords, timeInWords } from '../time/words.ts'

/** A booking with what its words are made of. */
export interface Shown {
  booking: Static<typeof BookingView>
  office: Office
  items: { service: Service; persons: number }[]
  locale: string
}

export function shown(
  context: Pick<PluginContext, 'settings'> & { locale: string },
  booking: Static<typeof BookingView>,
): Shown {
  const services = servicesOf(context)
  const items = booking.items.flatMap(({ service, persons }) => {
    const known = services.get(service)
    return known === undefined ? [] : [{ service: known, persons }]
  })
  return { booking, office: officeOf(context, booking.office), items, locale: context.locale }
}

/** What, where and when. */
export const facts = ({ booking, office, items, locale }: Shown, { withCode = false } = {}): TemplateResult => {
  const start = new Date(booking.startsAt)
  return definitionList([
    {
      term: t('booking.what'),
      description: html`${items.map(
        ({ service, persons }) => html`<div>${say(service.title)}${persons > 1 ? ` (${persons})` : nothing}</div>`,
      )}`,
    },
    {
      term: t('booking.when'),
      // Who is visited waits for the whole of it.
      description:
        booking.linkedTo === null
          ? `${dayInWords(start, office.timeZone, locale)}, ${timeInWords(start, office.timeZone)} Uhr`
          : timeAndDay({ start, end: new Date(booking.endsAt) }, office, locale),
    },
    { term: t('booking.where'), description: html`${say(office.name)}<br />${office.address}` },
    ...(booking.variant === 'counter'
      ? []
      : [{ term: t('times.variant'), description: t(`variant.${booking.variant}`) }]),
    ...(booking.linkedTo === null
      ? []
      : [
          {
            term: t('booking.linked'),
            description: html`<a href=${booking.linkedTo.href}>${booking.linkedTo.title}</a>`,
          },
        ]),
    ...(withCode ? [{ term: t('booking.code'), description: html`<strong>${booking.code}</strong>` }] : []),
  ])
}

/** What to bring, if anything. */
export const bringList = ({ items }: Shown): TemplateResult | typeof nothing => {
  const lines = items.flatMap(({ service }) => service.bring)
  return lines.length === 0
    ? nothing
    : html`<h2>${t('booking.bring')}</h2>
        <ul>
          ${lines.map((line) => html`<li>${say(line)}</li>`)}
        </ul>`
}
