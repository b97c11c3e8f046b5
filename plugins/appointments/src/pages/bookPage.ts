import { Type, after, anyone, html, nothing, page, redirect } from '@kreiswerk/core'
import { button, confirmation, field, notification, t } from '@kreiswerk/ui-kit'
import { bookHeld } from '../booking/bookHeld.ts'
import { showHold } from '../booking/showBooking.ts'
import { findTimes } from '../slot/findTimes.ts'
import { dayOf } from '../time/cell.ts'
import { timeInWords } from '../time/words.ts'
import { facts, shown } from './bookingParts.ts'

/** Who comes. The time is held meanwhile; when that is over, other times are offered and what was typed stays. */
export const bookPage = page({
  path: '/termine/buchen/:link',
  area: 'citizen',
  allow: anyone,
  title: t('book.title'),
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  async load(context) {
    const { params, call, now, actor } = context
    const booking = await call(showHold, { params })
    const view = shown(context, booking)
    const isOver = booking.heldUntil === null || new Date(booking.heldUntil) <= now
    const query = {
      services: booking.items.map(({ service, persons }) => `${service}*${persons}`).join(','),
      variant: booking.variant,
      office: booking.office,
      day: dayOf(new Date(booking.startsAt), view.office.timeZone),
    }
    const times = isOver ? (await call(findTimes, { query })).times : []
    return { view, isOver, times, name: actor.name, email: actor.email }
  },
  render: ({ data: { view, isOver, times, name, email }, params, form }) => html`
    ${facts(view)}
    ${
      isOver
        ? notification({ kind: 'warning', title: t('book.over'), body: html`<p>${t('book.over-body')}</p>` })
        : html`<p>${t('book.held', { time: timeInWords(new Date(view.booking.heldUntil!), view.office.timeZone) })}</p>`
    }
    ${form.for(
      bookHeld,
      () => html`
        ${
          isOver && times.length > 0
            ? field.select({
                name: 'start',
                label: t('book.other-time'),
                width: 's',
                options: times.map(({ start }) => ({
                  value: start,
                  label: timeInWords(new Date(start), view.office.timeZone),
                })),
              })
            : nothing
        }
        ${field.text({ name: 'name', label: t('book.name'), autocomplete: 'name' })}
        ${field.email({ name: 'email', label: t('book.email'), hint: t('book.email-hint') })}
        ${field.text({ name: 'phone', label: t('book.phone'), optional: true, autocomplete: 'tel', width: 'm' })}
        ${field.textarea({ name: 'note', label: t('book.note'), hint: t('book.note-hint'), optional: true, maxlength: 500 })}
        ${button.submit(t('book.now'))}
      `,
      { params: { link: params.link }, values: { name: name ?? '', email: email ?? '' } },
    )}
  `,
  done: [
    after(bookHeld, ({ reply }) =>
      reply.link === null
        ? confirmation(t('book.check-mail'), t('book.check-mail-body'))
        : redirect(`/termine/termin/${reply.link}`),
    ),
  ],
})
