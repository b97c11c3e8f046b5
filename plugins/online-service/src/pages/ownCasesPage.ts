import { Type, html, page, signedIn } from '@kreiswerk/core'
import { button, formatDate, t, table, tag } from '@kreiswerk/ui-kit'
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
  render: ({ data: { items, next }, query }) => html`
    ${
      items.length === 0
        ? html`<p>${t('own.none')}</p>
            <p>${button.submit(t('own.services'), { href: '/dienste' })}</p>`
        : table({
            caption: t('own.title'),
            captionHidden: true,
            columns: [
              {
                key: 'title',
                label: t('own.service'),
                rowHeader: true,
                cell: (item) => html`<a href="/antraege/${item.id}">${item.title}</a>`,
              },
              { key: 'trackingNumber', label: t('case.number'), nowrap: true, cell: (item) => item.trackingNumber },
              { key: 'submittedAt', label: t('case.submitted'), cell: (item) => formatDate(item.submittedAt) },
              { key: 'stage', label: t('case.stage'), cell: (item) => tag(stageText(item), stageKind(item)) },
            ],
            rows: items,
            next,
            later: query.after !== undefined,
            href: ({ after }) => (after === undefined ? '/antraege' : `/antraege?after=${encodeURIComponent(after)}`),
          })
    }
    <p><a href="/status">${t('own.status')}</a></p>
  `,
})
