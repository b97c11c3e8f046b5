import { html } from 'lit'
import { card, t } from '@kreiswerk/ui-kit'
import { signedIn } from '../../action/allow.ts'
import { page } from '../../web/page.ts'
import { staffCards } from './start-card.ts'

/** The staff's start page: the places of work this person may enter. */
export const staffHomePage = page({
  path: '/staff',
  area: 'staff',
  allow: signedIn('staff'),
  title: t('core.staff-home.title'),
  menu: { label: t('core.staff-home'), order: 0 },
  load: ({ contributions, actor }) =>
    contributions(staffCards).filter(({ permission }) => actor.grants.some((grant) => grant.permission === permission)),
  render: ({ data, actor }) =>
    html`<p class="kw-lead">${t('core.staff-home.greeting', { name: actor.name ?? '' })}</p>
      ${data.length === 0 ? html`<p>${t('core.staff-home.nothing')}</p>` : ''}
      <ul class="kw-cards" role="list">
        ${data.map(({ title, summary, href }) => html`<li>${card({ title, body: summary, href })}</li>`)}
      </ul>`,
})
