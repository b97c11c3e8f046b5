import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { button, notification, t } from '@kreiswerk/ui-kit'
import { anyone } from '../../action/allow.ts'
import { safeReturnPath } from '../../auth/return-path.ts'
import type { Realm } from '../../auth/tables.ts'
import { isError } from '../../base/error.ts'
import { Type } from '../../base/schema.ts'
import { atLeast } from '../../base/trust.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { accountDesk } from './account-desk.ts'
import {
  levelField,
  logInElsewhere,
  returnFromProvider,
  returnFromProviderStaff,
  returnPaths,
} from './provider-actions.ts'
import { providerChoice, remoteProvidersFor } from './provider-choice.ts'

const stepUpPage = page({
  path: '/anmelden/erhoehen',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.step-up.title'),
  query: Type.Object({
    stufe: Type.Optional(levelField),
    weiter: Type.String({ maxLength: 2000, default: '' }),
  }),
  load({ actor, query, use }) {
    const level = query.stufe ?? 'hoch'
    const next = safeReturnPath(query.weiter, '/konto')
    if (actor.kind === 'citizen' && atLeast(actor.trust, level)) return redirect(next)
    return { level, next, providers: remoteProvidersFor(use(accountDesk), 'citizen', level) }
  },
  render: ({ form, data: { level, next, providers } }) =>
    providers.length === 0
      ? notification({ kind: 'warning', title: t('core.account.step-up.nobody') })
      : html`<p class="kw-lead">${t(`core.account.step-up.${level}`)}</p>
          <p>${t('core.account.step-up.after')}</p>
          ${providerChoice({ form, action: logInElsewhere, providers, level, next, main: true })}`,
  done: [after(logInElsewhere, ({ reply }) => redirect(reply.url))],
})

/** Where a provider leads back to: on into the portal, or a word about what went wrong. */
const returnPage = (realm: Realm) =>
  page({
    path: returnPaths[realm],
    area: realm,
    allow: anyone,
    title: t('core.account.return.title'),
    async load({ call, url }) {
      const action = realm === 'citizen' ? returnFromProvider : returnFromProviderStaff
      try {
        const { next } = await call(action, { query: { address: url } })
        return redirect(next)
      } catch (error) {
        if (!isError(error) || error.status >= 500) throw error
        return { code: error.code, params: error.params }
      }
    },
    render: ({ data }) =>
      html`${notification({ kind: 'error', title: t(`error.${data.code}`, data.params) })}
      ${data.code === 'auth.confirmation-required' ? confirmFirst(realm) : tryAgain(realm)}`,
  })

const tryAgain = (realm: Realm): TemplateResult =>
  html`<p>${t('core.account.return.again')}</p>
    <p>
      ${button.submit(t('core.account.return.login'), { href: realm === 'staff' ? '/staff/anmelden' : '/anmelden' })}
    </p>`

/** For those who are signed in, but too long ago for what they have begun. */
const confirmFirst = (realm: Realm): TemplateResult => {
  const staff = realm === 'staff' ? '/staff' : ''
  return html`<p>${t('core.account.return.confirm-first')}</p>
    <p>
      ${button.submit(t('core.account.proof.submit'), { href: `${staff}/anmelden/bestaetigen?weiter=${staff}/konto` })}
    </p>`
}

export const providerPages = [stepUpPage, returnPage('citizen'), returnPage('staff')]
