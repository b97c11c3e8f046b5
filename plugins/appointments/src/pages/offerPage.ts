import { Type, after, anyone, html, page, redirect } from '@kreiswerk/core'
import { button, confirmation, notification, t } from '@kreiswerk/ui-kit'
import { timeInWords } from '../time/words.ts'
import { acceptOffer, declineOffer, showOffer } from '../waiting/offerActions.ts'
import { facts, shown } from './bookingParts.ts'

/** A time that is kept for somebody who waits: one button takes it. */
export const offerPage = page({
  path: '/termine/angebot/:link',
  area: 'citizen',
  allow: anyone,
  title: t('offer.title'),
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  async load(context) {
    const booking = await context.call(showOffer, { params: context.params })
    const { state, heldUntil } = booking
    const stands = state === 'held' && heldUntil !== null && new Date(heldUntil) > context.now
    return { ...shown(context, booking), stands }
  },
  render: ({ data, params: { link }, form }) =>
    data.stands
      ? html`
          ${facts(data)}
          <p>${t('offer.until', { time: timeInWords(new Date(data.booking.heldUntil!), data.office.timeZone) })}</p>
          ${form.for(acceptOffer, () => button.submit(t('offer.accept')), { params: { link } })}
          ${form.for(declineOffer, () => button.secondary(t('offer.decline'), { type: 'submit' }), { params: { link } })}
        `
      : notification({ kind: 'warning', title: t('offer.over'), body: html`<p>${t('offer.over-body')}</p>` }),
  done: [
    after(acceptOffer, ({ reply }) => redirect(`/termine/termin/${reply.link}`)),
    after(declineOffer, () => confirmation(t('offer.declined'), t('offer.declined-body'))),
  ],
})
