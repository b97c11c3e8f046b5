import type { WritingContext } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { linkTo } from '../booking/link.ts'
import { calendarFile } from '../calendar/calendarFile.ts'
import type { CalendarMethod } from '../calendar/calendarFile.ts'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import type { OpenBooking } from '../rows.ts'
import { dayInWords, timeInWords } from '../time/words.ts'
import { mails } from './words.ts'
import type { MailKind } from './words.ts'

const methods: Partial<Record<MailKind, CalendarMethod>> = {
  confirmed: 'REQUEST',
  moved: 'REQUEST',
  cancelled: 'CANCEL',
  'cancelled-by-office': 'CANCEL',
}

/** Writes to whoever booked; does nothing where no address was left. The calendar entry comes along. */
export async function sendBookingMail(
  context: WritingContext,
  kind: MailKind,
  booking: OpenBooking,
  reason = '',
): Promise<void> {
  if (booking.email === null) return
  const { em, origin, mail, now } = context
  const { timeZone } = officeOf(context, booking.office)
  const { locale } = booking
  const path =
    kind === 'confirm'
      ? `/termine/bestaetigen/${await linkTo(em, 'confirm', booking)}`
      : kind === 'cancelled' || kind === 'cancelled-by-office'
        ? '/termine'
        : kind === 'offer'
          ? `/termine/angebot/${await linkTo(em, 'offer', booking)}`
          : `/termine/termin/${await linkTo(em, 'manage', booking)}`
  const values: Record<string, string> = {
    what: whatOf(context, booking).join('\n'),
    day: dayInWords(booking.startsAt, timeZone, locale),
    until: booking.heldUntil === null ? '' : timeInWords(booking.heldUntil, timeZone),
    code: booking.code ?? '',
    reason,
    bring: bringOf(context, booking),
    url: origin + path,
  }
  const fill = filling(values)
  const { subject, body } = mails[kind]
  const method = methods[kind]
  mail({
    to: booking.email,
    subject: fill(phraseIn(subject, locale)),
    text: `${greeting(locale)}\n\n${fill(phraseIn(body, locale))}\n`,
    ...(method === undefined
      ? {}
      : { calendar: { method, content: await calendarFile(method, entryOf(context, booking, origin + path, now)) } }),
  })
}

/** Puts values into a text's `{name}`. */
export const filling = (values: Readonly<Record<string, string>>) => (text: string) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

export const greeting = (locale: string) => (locale === 'en' ? 'Good day,' : 'Guten Tag,')

/** What to bring as lines; a dash where there is nothing. */
function bringOf(context: WritingContext, { items, locale }: OpenBooking): string {
  const services = servicesOf(context)
  const lines = items.flatMap(({ service }) => services.get(service)?.bring ?? [])
  return lines.length === 0 ? '–' : lines.map((line) => `- ${phraseIn(line, locale)}`).join('\n')
}

/** Services, office and time as lines. */
function whatOf(context: WritingContext, booking: OpenBooking): string[] {
  const office = officeOf(context, booking.office)
  const { locale, startsAt } = booking
  return [
    ...titlesOf(context, booking),
    phraseIn(office.name, locale),
    office.address,
    `${dayInWords(startsAt, office.timeZone, locale)}, ${timeInWords(startsAt, office.timeZone)}`,
  ]
}

export function titlesOf(
  context: Pick<WritingContext, 'settings'>,
  { items, locale }: Pick<OpenBooking, 'items' | 'locale'>,
): string[] {
  const services = servicesOf(context)
  return items.map(({ service, persons }) => {
    const title = phraseIn(services.get(service)?.title ?? { de: service }, locale)
    return persons > 1 ? `${title} (${persons})` : title
  })
}

/** The entry in the citizen's calendar: the same one through all changes. */
export function entryOf(
  context: Pick<WritingContext, 'settings' | 'origin'>,
  booking: OpenBooking,
  url: string,
  stamp: Date,
) {
  const office = officeOf(context, booking.office)
  const { host } = new URL(context.origin)
  const services = servicesOf(context)
  const bring = booking.items.flatMap(({ service }) => services.get(service)?.bring ?? [])
  return {
    uid: `${booking.id}@${host}`,
    sequence: booking.sequence,
    stamp,
    start: booking.startsAt,
    end: booking.endsAt,
    summary: titlesOf(context, booking).join(', '),
    location: `${phraseIn(office.name, booking.locale)}, ${office.address}`,
    description: [`Nummer: ${booking.code}`, ...bring.map((line) => `- ${phraseIn(line, booking.locale)}`)].join('\n'),
    url,
    organizer: { name: office.name.de, email: `termine@${new URL(context.origin).hostname}` },
  }
}
