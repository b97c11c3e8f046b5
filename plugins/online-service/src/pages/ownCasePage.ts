import { Type, after, html, nothing, page, redirect, signedIn } from '@kreiswerk/core'
import {
  backLink,
  button,
  confirmation,
  definitionList,
  details,
  documentList,
  formatDateTime,
  formatMoney,
  notification,
  t,
  tag,
} from '@kreiswerk/ui-kit'
import type { Static } from '@kreiswerk/core'
import type { OwnCase } from '../case/caseView.ts'
import { showOwnCase } from '../case/ownCases.ts'
import { cameBack, payCase } from '../case/payCase.ts'
import { readOwnCase } from '../case/rows.ts'
import { withdrawCase } from '../case/withdrawCase.ts'
import { stageKind, stageText } from '../form/texts.ts'
import { summarySections } from './summarySections.ts'

type View = Static<typeof OwnCase>

/** The case room of the citizen: what to do next, the receipt, the decision with its documents, the answers. */
export const ownCasePage = page({
  path: '/antraege/:id',
  area: 'citizen',
  allow: signedIn(),
  heading: false,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  query: Type.Object({ [cameBack]: Type.Optional(Type.String({ maxLength: 20 })) }),
  async load({ call, params, query, em, actor, payments, receipt }) {
    const back = query[cameBack] !== undefined
    const { claimId, payment } = await readOwnCase(em, params.id, actor)
    // Coming back says nothing about the payment: the provider is asked.
    if (back && claimId && payment === 'open') await payments.refreshClaim(claimId)
    const view = await call(showOwnCase, { params })
    const { receiptEntryId } = await readOwnCase(em, params.id, actor)
    const proof = receiptEntryId ? ((await receipt(receiptEntryId)) === null ? 'pending' : 'ready') : 'none'
    return { view, back, proof }
  },
  title: ({ data }) => data.view.title,
  render: ({ data: { view, back, proof }, form }) => html`
    ${backLink('/antraege', t('own.title'))}
    ${
      view.stage === 'awaiting-payment'
        ? html`<h1>${view.title}</h1>
            ${payment(view, back, () => form.for(payCase, () => button.submit(t('pay.now')), { params: { id: view.id } }))}`
        : heading(view)
    }
    ${facts(view)} ${proofOf(view, proof)} ${decision(view)}
    <h2>${t('case.answers')}</h2>
    ${rejectedNote(view)}
    ${summarySections(view.summary, {
      files: view.files,
      current: view.current,
      fileHref: ({ id }) => `/api/online-service/my-cases/${view.id}/files/${id}`,
    })}
    ${
      view.stage === 'decided'
        ? nothing
        : details(
            t('withdraw.title'),
            form.for(
              withdrawCase,
              () =>
                html`<p>${t('withdraw.body')}</p>
                  ${button.warning(t('withdraw.now'))}`,
              { params: { id: view.id } },
            ),
          )
    }
  `,
  done: [
    after(payCase, ({ reply }) => redirect(reply.redirectUrl)),
    after(withdrawCase, ({ view }) => redirect(view.url)),
  ],
})

/** Right after the receipt the page confirms it; later it is simply the page of the case. */
const heading = (view: View) =>
  view.stage === 'received'
    ? confirmation(t('receipt.title'), html`<p>${t('receipt.number', { number: view.trackingNumber })}</p>`)
    : html`<h1>${view.title}</h1>`

function payment(view: View, back: boolean, payForm: () => unknown) {
  return html`${
      back
        ? notification({ kind: 'warning', title: t('pay.not-yet'), body: html`<p>${t('pay.not-yet-body')}</p>` })
        : nothing
    }
    <p class="kw-lead">${t('pay.intro', { amount: formatMoney(view.fee) })}</p>
    ${payForm()}
    <p class="kw-hint">${t('pay.where')}</p>`
}

const facts = (view: View) => html`
  ${definitionList([
    ...(view.stage === 'received' ? [{ term: t('case.service'), description: view.title }] : []),
    { term: t('case.stage'), description: tag(stageText(view), stageKind(view)) },
    { term: t('case.number'), description: html`<strong>${view.trackingNumber}</strong>` },
    { term: t('case.status-code'), description: html`<strong>${view.statusCode}</strong>` },
    { term: t('case.submitted'), description: formatDateTime(view.submittedAt) },
    ...(view.receivedAt ? [{ term: t('case.received'), description: formatDateTime(view.receivedAt) }] : []),
    ...(view.fee > 0
      ? [{ term: t('case.fee'), description: html`${formatMoney(view.fee)} (${t(`payment.${view.payment}`)})` }]
      : []),
  ])}
  <p class="kw-hint">${t('case.status-hint')} <a href="/status">${t('own.status')}</a></p>
`

/** The audit log takes an entry in some hundred milliseconds; whoever is faster is told so. */
function proofOf({ id }: View, proof: string) {
  if (proof === 'none') return nothing
  return html`<h2>${t('receipt.proof')}</h2>
    ${
      proof === 'pending'
        ? html`<p>${t('receipt.proof-pending')}</p>`
        : html`<p><a href="/api/online-service/my-cases/${id}/receipt">${t('receipt.proof-download')}</a></p>`
    }
    <p class="kw-hint">${t('receipt.proof-hint')} <a href="/nachweis">${t('receipt.proof-check')}</a></p>`
}

/** Found only after the application had been sent. */
const rejectedNote = ({ files }: View) =>
  files.some(({ state }) => state === 'rejected')
    ? notification({
        kind: 'warning',
        title: t('file.rejected-later'),
        body: html`<p>${t('file.rejected-later-body')}</p>`,
      })
    : nothing

function decision(view: View) {
  if (view.outcome === null) return nothing
  return html`<h2>${t('decision.title')}</h2>
    <p>${t(`decision.${view.outcome}`)}</p>
    ${view.reason === null ? nothing : html`<blockquote class="kw-inset">${view.reason}</blockquote>`}
    ${
      view.outputs.length === 0
        ? nothing
        : html`<h3>${t('decision.documents')}</h3>
            ${documentList(
              view.outputs.map(({ id, title, bytes, issuedAt }) => ({
                title,
                href: `/api/online-service/my-cases/${view.id}/outputs/${id}`,
                format: 'PDF',
                bytes,
                date: issuedAt,
              })),
            )}`
    }`
}
