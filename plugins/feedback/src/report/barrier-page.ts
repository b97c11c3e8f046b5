import { Type, after, anyone, html, page } from '@kreiswerk/core'
import { button, confirmation, field, t } from '@kreiswerk/ui-kit'
import { reportBarrier } from './report-barrier.ts'

export const barrierPage = page({
  path: '/barriere-melden',
  area: 'citizen',
  allow: anyone,
  title: t('barrier.title'),
  footer: true,
  query: Type.Object({ seite: Type.Optional(Type.String({ maxLength: 500 })) }),
  render: ({ query, form }) => html`
    <p class="kw-lead">${t('barrier.intro')}</p>
    ${form.for(
      reportBarrier,
      () => html`
        ${field.text({ name: 'page', label: t('barrier.page'), hint: t('barrier.page-hint') })}
        ${field.textarea({ name: 'text', label: t('barrier.text'), hint: t('barrier.hint'), maxlength: 5000 })}
        ${field.email({ name: 'email', label: t('barrier.email'), hint: t('barrier.email-hint'), optional: true })}
        ${button.submit(t('barrier.send'))}
      `,
      { values: { page: query.seite ?? '' } },
    )}
  `,
  done: [after(reportBarrier, () => confirmation(t('barrier.thanks'), t('barrier.thanks-body')))],
})
