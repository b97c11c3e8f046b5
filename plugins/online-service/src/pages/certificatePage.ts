import { Type, anyone, html, isError, page } from '@kreiswerk/core'
import { definitionList, formatDate, notification, t } from '@kreiswerk/ui-kit'
import { checkCertificate } from '../certificate/outputs.ts'

/** Where the QR code of a certificate leads: what the paper must say if it is genuine. */
export const certificatePage = page({
  path: '/echtheit/:token',
  area: 'citizen',
  allow: anyone,
  title: t('certificate.title'),
  params: Type.Object({ token: Type.String({ maxLength: 100 }) }),
  async load({ call, params }) {
    try {
      return await call(checkCertificate, { params })
    } catch (error) {
      if (isError(error, 'action.not-found') || isError(error, 'action.invalid-input')) return null
      throw error
    }
  },
  render: ({ data }) =>
    data === null
      ? notification({
          kind: 'error',
          title: t('certificate.unknown'),
          body: html`<p>${t('certificate.unknown-body')}</p>`,
        })
      : html`
          ${notification({ kind: 'success', title: t('certificate.genuine'), body: html`<p>${t('certificate.compare')}</p>` })}
          ${definitionList([
            { term: t('certificate.what'), description: data.title },
            { term: t('certificate.authority'), description: data.authority },
            { term: t('certificate.issued'), description: formatDate(data.issuedAt) },
            { term: t('certificate.code'), description: html`<strong>${data.code}</strong>` },
          ])}
          <h2>${t('certificate.facts')}</h2>
          ${definitionList(data.facts.map(({ label, value }) => ({ term: label, description: value })))}
        `,
})
