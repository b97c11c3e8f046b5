import { html } from 'lit'
import { button, confirmation, field, notification, t } from '@kreiswerk/ui-kit'
import { anyone, signedIn } from '../../action/allow.ts'
import { notFound } from '../../action/errors.ts'
import { findAccount } from '../../auth/account.ts'
import { isResetOpen } from '../../auth/password-reset.ts'
import type { Realm } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import { after, page } from '../../web/page.ts'
import { changeOwnPassword, changeOwnStaffPassword, requestPasswordReset, setNewPassword } from './password-actions.ts'

const newPassword = () =>
  field.password({
    name: 'password',
    label: t('core.account.new-password'),
    hint: t('core.account.password-hint'),
    autocomplete: 'new-password',
  })

const forgottenPage = page({
  path: '/passwort-vergessen',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.forgotten.title'),
  render: ({ form }) =>
    html`<p class="kw-lead">${t('core.account.forgotten.intro')}</p>
      ${form.for(
        requestPasswordReset,
        () =>
          html`${field.email({ name: 'email', label: t('core.account.email'), autocomplete: 'username' })}
          ${button.submit(t('core.account.forgotten.submit'))}`,
      )}
      <p>${t('core.account.forgotten.provider')} <a href="/anmelden">${t('core.account.return.login')}</a></p>`,
  done: [
    after(requestPasswordReset, () => confirmation(t('core.account.sent.title'), t('core.account.forgotten.sent'))),
  ],
})

const newPasswordPage = page({
  path: '/passwort-vergessen/neu',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.reset.title'),
  query: Type.Object({ code: Type.String({ maxLength: 200, default: '' }) }),
  load: async ({ em, query, now }) => ({ open: await isResetOpen(em, query.code, now) }),
  render: ({ form, data, query }) =>
    data.open
      ? html`<p class="kw-lead">${t('core.account.reset.intro')}</p>
          ${form.for(
            setNewPassword,
            () =>
              html`${field.hidden({ name: 'code', value: query.code })} ${newPassword()}
              ${button.submit(t('core.account.reset.submit'))}`,
          )}`
      : html`${notification({
            kind: 'warning',
            title: t('core.account.confirm.invalid'),
            body: t('core.account.reset.invalid-body'),
          })}
          <p><a href="/passwort-vergessen">${t('core.account.forgotten.title')}</a></p>`,
  done: [
    after(setNewPassword, () => [
      confirmation(t('core.account.reset.done'), t('core.account.reset.done-body')),
      html`<p>${button.submit(t('core.account.login.submit'), { href: '/anmelden' })}</p>`,
    ]),
  ],
})

const changePage = (realm: Realm) => {
  const change = realm === 'citizen' ? changeOwnPassword : changeOwnStaffPassword
  const accountHref = realm === 'citizen' ? '/konto' : '/staff/konto'
  return page({
    path: realm === 'citizen' ? '/konto/passwort' : '/staff/konto/passwort',
    area: realm,
    allow: signedIn(realm),
    title: t('core.account.change.title'),
    load: async ({ em, actor }) => {
      const account = await findAccount(em, String(actor.accountId))
      if (account === undefined || account.passwordHash === null) throw notFound()
    },
    render: ({ form }) =>
      html`<p class="kw-lead">${t('core.account.change.intro')}</p>
        ${form.for(
          change,
          () =>
            html`${field.password({ name: 'current', label: t('core.account.current-password') })} ${newPassword()}
            ${button.submit(t('core.account.change.title'))}`,
        )}
        <p><a href=${accountHref}>${t('core.my-account')}</a></p>`,
    done: [
      after(change, () => [
        confirmation(t('core.account.change.done'), t('core.account.change.done-body')),
        html`<p><a href=${accountHref}>${t('core.my-account')}</a></p>`,
      ]),
    ],
  })
}

export const passwordPages = [forgottenPage, newPasswordPage, changePage('citizen'), changePage('staff')]
