import { html, nothing } from 'lit'
import { button, field, t } from '@kreiswerk/ui-kit'
import { signedIn } from '../../action/allow.ts'
import { findAccount } from '../../auth/account.ts'
import { safeReturnPath } from '../../auth/return-path.ts'
import type { Realm } from '../../auth/tables.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { accountDesk } from './account-desk.ts'
import { confirmIdentity, confirmStaffIdentity } from './confirm-actions.ts'
import { nextQuery } from './login-pages.ts'
import { passkeyLogin } from './passkey-view.ts'
import { logInElsewhere, logInElsewhereStaff } from './provider-actions.ts'
import { providerChoice, remoteProvidersFor } from './provider-choice.ts'

/** Where somebody who is signed in shows once more that it is them, at least as surely as they came in. */
const confirmPage = (realm: Realm) => {
  const confirm = realm === 'citizen' ? confirmIdentity : confirmStaffIdentity
  const elsewhere = realm === 'citizen' ? logInElsewhere : logInElsewhereStaff
  return page({
    path: realm === 'citizen' ? '/anmelden/bestaetigen' : '/staff/anmelden/bestaetigen',
    area: realm,
    allow: signedIn(realm),
    title: t('core.account.proof.title'),
    query: nextQuery,
    async load({ actor, query, use, em }) {
      const account = await findAccount(em, String(actor.accountId))
      const level = actor.trust ?? 'basis'
      const own = level === 'basis'
      return {
        level,
        next: safeReturnPath(query.weiter, realm === 'staff' ? '/staff/konto' : '/konto'),
        password: own && account?.passwordHash !== null,
        code: account?.totpSecret !== null,
        passkey: own,
        providers: remoteProvidersFor(use(accountDesk), realm, level),
      }
    },
    render: ({ form, data: { level, next, password, code, passkey, providers } }) =>
      html`<p class="kw-lead">${t('core.account.proof.why')}</p>
        <p>${t('core.account.proof.after')}</p>
        ${
          password
            ? form.for(
                confirm,
                () =>
                  html`${field.password({ name: 'password', label: t('core.account.password') })}
                  ${code ? field.code({ name: 'code', label: t('core.account.code.label'), hint: t('core.account.code.hint') }) : nothing}
                  ${field.hidden({ name: 'next', value: next })} ${button.submit(t('core.account.proof.submit'))}`,
              )
            : nothing
        }
        ${passkey ? passkeyLogin(realm, next) : nothing}
        ${
          providers.length === 0
            ? nothing
            : html`<h2>${t('core.account.login.elsewhere')}</h2>
                <p>${t('core.account.proof.elsewhere')}</p>
                ${providerChoice({ form, action: elsewhere, providers, level, next, main: !password })}`
        }`,
    done: [after(confirm, ({ reply }) => redirect(reply.next)), after(elsewhere, ({ reply }) => redirect(reply.url))],
  })
}

export const confirmPages = [confirmPage('citizen'), confirmPage('staff')]
