import { Type, html, nothing, page, signedIn } from '@kreiswerk/core'
import { button, formatDate, t, taskList } from '@kreiswerk/ui-kit'
import { listOwnCases } from '../case/ownCases.ts'
import { stageKind, stageText } from '../form/texts.ts'

export const ownCasesPage = page({
  path: '/antraege',
  area: 'citizen',
  allow: signedIn(),
  title: t('own.title'),
  menu: { label: t('own.title'), order: 20 },
  query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }),
  load: ({ call, query }) => call(listOwnCases, { query }),
  render: ({ data: { items, next } }) => html`
    ${
      items.length === 0
        ? html`<p>${t('own.none')}</p>
            <p>${button.submit(t('own.services'), { href: '/dienste' })}</p>`
        : taskList(
            items.map((item) => ({
              title: item.title,
              hint: `${item.trackingNumber}, ${t('own.sent', { date: formatDate(item.submittedAt) })}`,
              href: `/antraege/${item.id}`,
              status: { label: stageText(item), kind: stageKind(item) },
            })),
          )
    }
    ${next === null ? nothing : html`<p><a rel="next" href="/antraege?after=${encodeURIComponent(next)}">${t('own.more')}</a></p>`}
    <p><a href="/status">${t('own.status')}</a></p>
  `,
})
