import { Type, after, html, nothing, page, redirect, signedIn } from '@kreiswerk/core'
import { backLink, button, definitionList, field, formatMoney, inset, say, stepIndicator, t } from '@kreiswerk/ui-kit'
import { formContext, requireTrust, serviceOf } from '../catalogue/catalogue.ts'
import { submitApplication } from '../case/submitApplication.ts'
import { readFilling } from '../draft/draft.ts'
import { viewFiles } from '../file/fileView.ts'
import { lostAnswers } from '../field/liveAnswers.ts'
import type { FileView } from '../file/fileView.ts'
import type { Service } from '../service/defineService.ts'
import { feeOf } from '../service/fee.ts'
import type { Fee } from '../service/fee.ts'
import { askedPages, missingPages } from '../service/form.ts'
import { summaryOf } from '../service/summary.ts'
import { stepsOf } from './formPage.ts'
import { summarySections } from './summarySections.ts'

export const checkPage = page({
  path: '/dienste/:service/pruefen',
  area: 'citizen',
  allow: signedIn(),
  heading: false,
  params: Type.Object({ service: Type.String({ maxLength: 100 }) }),
  title: t('check.title'),
  async load(context) {
    const service = serviceOf(context, context.params.service)
    requireTrust(service, context.actor)
    const { answers } = await readFilling(context.em, service, context.actor, context.now)
    const fields = formContext(context)
    const place = { ownerId: context.actor.accountId!, caseId: null }
    const files = await viewFiles(context, answers, place)
    const missing = missingPages(service, answers, fields)[0] ?? pageOfRejected(service, files)
    if (missing !== undefined) return redirect(`/dienste/${service.id}/antrag/${missing}`)
    const pages = askedPages(service, answers)
    const names = pages.flatMap(({ asked }) => asked)
    const [lost] = await lostAnswers(context, { service, answers, accountId: context.actor.accountId!, names })
    const again = pages.find(({ asked }) => lost !== undefined && asked.includes(lost))
    if (again !== undefined) return redirect(`/dienste/${service.id}/antrag/${again.id}`)
    const summary = summaryOf(service, answers, context.locale, fields.kinds)
    return { service, pages, summary, files, fee: feeOf(service, answers) }
  },
  render: ({ data: { service, pages, summary, files, fee }, form }) => html`
    ${backLink(`/dienste/${service.id}/antrag/${pages.at(-1)?.id ?? ''}`)}
    ${stepIndicator({ steps: stepsOf(service, pages), current: pages.length })}
    <h1>${t('check.title')}</h1>
    <p class="kw-lead">${t('check.intro')}</p>
    ${summarySections(summary, { files, changeHref: (page) => `/dienste/${service.id}/antrag/${page}` })}
    ${files.some(({ state }) => state === 'checking') ? inset(t('check.files-checking')) : nothing} ${feeSection(fee)}
    ${form.for(
      submitApplication,
      () => html`
        ${field.checkbox({ name: 'confirmed', label: t('check.confirm') })}
        ${button.submit(fee.amount > 0 ? t('check.submit-paid') : t('check.submit'))}
      `,
      { params: { service: service.id } },
    )}
  `,
  done: [after(submitApplication, ({ reply }) => redirect(`/antraege/${reply.caseId}`))],
})

/** The page where a file has to be removed before anything can be filed. */
const pageOfRejected = (service: Service, files: readonly FileView[]) =>
  service.pages.find(({ fields }) => files.some(({ field, state }) => state === 'rejected' && fields.includes(field)))
    ?.id

function feeSection({ amount, items }: Fee) {
  if (amount === 0) return inset(t('check.free'))
  return html`<section>
    <h2>${t('check.fee')}</h2>
    ${definitionList([
      ...items.map(({ label, quantity, amount: sum }) => ({
        term: quantity > 1 ? html`${say(label)} (${quantity})` : say(label),
        description: formatMoney(sum),
      })),
      { term: t('check.total'), description: html`<strong>${formatMoney(amount)}</strong>` },
    ] as Parameters<typeof definitionList>[0])}
  </section>`
}
