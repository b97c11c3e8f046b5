import { after, anyone, html, page, redirect } from '@kreiswerk/core'
import { backLink, button, confirmation, field, say, t } from '@kreiswerk/ui-kit'
import { officesFor, officesOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { dayOf, plusDays } from '../time/cell.ts'
import { joinWaitingList } from '../waiting/joinWaitingList.ts'
import { NeedQuery, idsIn, itemsOf, searchHref } from './need.ts'
import { personFields, wishFields } from './wishFields.ts'

/** For whom nothing suits: what they would take. */
export const waitingPage = page({
  path: '/termine/warteliste',
  area: 'citizen',
  allow: anyone,
  title: t('waiting.title'),
  query: NeedQuery,
  load(context) {
    const { query, settings, actor, now } = context
    const known = servicesOf(context)
    const chosen = idsIn(query).flatMap((id) => known.get(id) ?? [])
    if (chosen.length === 0) return redirect('/termine')
    const drawn = chosen.find(({ draw }) => draw !== undefined)
    if (drawn !== undefined) return redirect(`/termine/verlosung/${drawn.id}`)
    const need = { items: itemsOf(query), variant: query.art ?? ('counter' as const) }
    const { horizonDays, offerMinutes } = settings(Settings)
    const today = dayOf(now, officesOf(context)[0]?.timeZone ?? 'Europe/Berlin')
    return {
      query,
      chosen,
      need,
      offices: officesFor(context, need),
      offerMinutes,
      values: {
        offices: query.amt === undefined ? [] : [query.amt],
        timeOfDay: 'any',
        firstDay: today,
        lastDay: plusDays(today, Math.min(horizonDays, 28)),
        noticeHours: '2',
        name: actor.name ?? '',
        email: actor.email ?? '',
      },
    }
  },
  render: ({ data: { query, chosen, need, offices, offerMinutes, values }, form }) => html`
    ${backLink(searchHref(query), t('times.title'))}
    <p class="kw-lead">${t('waiting.intro', { minutes: offerMinutes })}</p>
    <ul>
      ${chosen.map(({ title }) => html`<li>${say(title)}</li>`)}
    </ul>
    ${form.for(
      joinWaitingList,
      () => html`
        ${wishFields(need, offices)} ${field.date({ name: 'firstDay', label: t('waiting.first-day') })}
        ${field.date({ name: 'lastDay', label: t('waiting.last-day') })}
        ${field.number({ name: 'noticeHours', label: t('waiting.notice'), width: 's' })} ${personFields()}
        ${button.submit(t('waiting.now'))}
      `,
      { values },
    )}
  `,
  done: [
    after(joinWaitingList, ({ reply }) =>
      reply.link === null
        ? confirmation(t('waiting.check-mail'), t('waiting.check-mail-body'))
        : redirect(`/termine/eintrag/${reply.link}`),
    ),
  ],
})
