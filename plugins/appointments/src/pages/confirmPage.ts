import { Type, after, anyone, html, page, redirect } from '@kreiswerk/core'
import { button, t } from '@kreiswerk/ui-kit'
import { confirmBooking } from '../booking/confirmBooking.ts'
import { showUnconfirmed } from '../booking/showBooking.ts'
import { facts, shown } from './bookingParts.ts'

/** Where the link of the first mail leads: it shows, the button confirms. */
export const confirmPage = page({
  path: '/termine/bestaetigen/:link',
  area: 'citizen',
  allow: anyone,
  title: t('confirm.title'),
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  load: async (context) => shown(context, await context.call(showUnconfirmed, { params: context.params })),
  render: ({ data, params, form }) => html`
    <p class="kw-lead">${t('confirm.intro')}</p>
    ${facts(data)} ${form.for(confirmBooking, () => button.submit(t('confirm.now')), { params: { link: params.link } })}
  `,
  done: [after(confirmBooking, ({ reply }) => redirect(`/termine/termin/${reply.link}`))],
})
