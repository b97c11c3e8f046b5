import { after, anyone, html, page } from '@kreiswerk/core'
import { button, definitionList, field, formatDateTime, t, tag } from '@kreiswerk/ui-kit'
import { stageKind, stageText } from '../form/texts.ts'
import { lookUpCase } from '../lookup/lookUpCase.ts'
import { currentValue } from './summarySections.ts'

/** How far an application is, for everybody who has its number and status code; no login. */
export const statusPage = page({
  path: '/status',
  area: 'citizen',
  allow: anyone,
  title: t('status.title'),
  menu: { label: t('status.menu'), order: 30 },
  render: ({ form }) => html`
    <p class="kw-lead">${t('status.intro')}</p>
    ${form.for(
      lookUpCase,
      () => html`
        ${field.text({
          name: 'trackingNumber',
          label: t('case.number'),
          hint: t('status.number-hint'),
          width: 'm',
          autocomplete: 'off',
        })}
        ${field.text({
          name: 'statusCode',
          label: t('case.status-code'),
          hint: t('status.code-hint'),
          width: 'm',
          autocomplete: 'off',
        })}
        ${button.submit(t('status.show'))}
      `,
    )}
  `,
  done: [
    after(
      lookUpCase,
      ({ reply }) => html`
        <h1>${t('status.title')}</h1>
        ${definitionList([
          { term: t('case.service'), description: reply.title },
          { term: t('case.number'), description: reply.trackingNumber },
          { term: t('case.stage'), description: tag(stageText(reply), stageKind(reply)) },
          { term: t('case.submitted'), description: formatDateTime(reply.submittedAt) },
          ...(reply.receivedAt ? [{ term: t('case.received'), description: formatDateTime(reply.receivedAt) }] : []),
          ...reply.current.map((answer) => ({ term: answer.label, description: currentValue(answer) })),
          ...(reply.decidedAt ? [{ term: t('case.decided'), description: formatDateTime(reply.decidedAt) }] : []),
        ])}
        <p>${t('status.more')}</p>
        <p><a href="/antraege">${t('own.title')}</a></p>
      `,
    ),
  ],
})
