import { anyone, html, page } from '@kreiswerk/core'
import { card, cardGrid, say, t } from '@kreiswerk/ui-kit'
import { offeredServices } from '../catalogue/catalogue.ts'
import { searchHref } from './need.ts'

/** The first question: what for. */
export const servicesPage = page({
  path: '/termine',
  area: 'citizen',
  allow: anyone,
  title: t('find.title'),
  menu: { label: t('find.menu'), order: 20 },
  load: (context) => offeredServices(context),
  render: ({ data }) => html`
    <p class="kw-lead">${t('find.intro')}</p>
    ${cardGrid(...data.map(({ id, title }) => card({ title: say(title), href: searchHref({ anliegen: id }) })))}
  `,
})
