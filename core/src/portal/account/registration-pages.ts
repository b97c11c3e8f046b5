import { html, nothing } from 'lit'
import { button, confirmation, details, field, inset, notification, t } from '@kreiswerk/ui-kit'
import { anyone } from '../../action/allow.ts'
import { pendingRegistration } from '../../auth/registration.ts'
import { Type } from '../../base/schema.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { accountDesk } from './account-desk.ts'
import { confirmAddress, registerCitizen, resendRegistration } from './registration-actions.ts'

const registerPage = page({
  path: '/registrieren',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.register.title'),
  load: ({ actor }) => (actor.kind === 'citizen' ? redirect('/konto') : undefined),
  render: ({ form }) =>
    html`<p class="kw-lead">${t('core.account.register.intro')}</p>
      ${form.for(
        registerCitizen,
        () =>
          html`${field.text({ name: 'name', label: t('core.account.name'), autocomplete: 'name', width: 'l' })}
          ${field.email({ name: 'email', label: t('core.account.email'), hint: t('core.account.register.email-hint') })}
          ${field.password({
            name: 'password',
            label: t('core.account.password'),
            hint: t('core.account.password-hint'),
            autocomplete: 'new-password',
          })}
          ${button.submit(t('core.account.register.submit'))}`,
      )}
      <p>${t('core.account.register.known')} <a href="/anmelden">${t('core.account.login.submit')}</a></p>`,
  done: [after(registerCitizen, () => redirect('/registrieren/gesendet'))],
})

const sentPage = page({
  path: '/registrieren/gesendet',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.sent.title'),
  heading: false,
  load: ({ use }) => ({ mailboxHref: use(accountDesk).mailboxHref }),
  render: ({ form, data }) =>
    html`${confirmation(t('core.account.sent.title'), t('core.account.sent.body'))}
    ${
      data.mailboxHref === null
        ? nothing
        : inset(
            html`<p>
              ${t('core.account.sent.mailbox')} <a href=${data.mailboxHref}>${t('core.account.sent.open-mailbox')}</a>
            </p>`,
          )
    }
    ${details(
      t('core.account.sent.nothing'),
      html`<p>${t('core.account.sent.again')}</p>
        ${form.for(
          resendRegistration,
          () =>
            html`${field.email({ name: 'email', label: t('core.account.email') })}
            ${button.secondary(t('core.account.sent.resend'))}`,
        )}`,
    )}`,
  done: [after(resendRegistration, () => confirmation(t('core.account.sent.title'), t('core.account.sent.resent')))],
})

const confirmPage = page({
  path: '/registrieren/bestaetigen',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.confirm.title'),
  query: Type.Object({ code: Type.String({ maxLength: 200, default: '' }) }),
  load: async ({ em, query, now }) => ({ email: await pendingRegistration(em, query.code, now) }),
  render: ({ form, data, query }) =>
    data.email === null
      ? html`${notification({
            kind: 'warning',
            title: t('core.account.confirm.invalid'),
            body: t('core.account.confirm.invalid-body'),
          })}
          <p>
            <a href="/anmelden">${t('core.account.login.submit')}</a> ·
            <a href="/registrieren">${t('core.account.register.title')}</a>
          </p>`
      : html`<p class="kw-lead">${t('core.account.confirm.intro', { email: data.email })}</p>
          ${form.for(
            confirmAddress,
            () =>
              html`${field.hidden({ name: 'code', value: query.code })}
              ${field.password({
                name: 'password',
                label: t('core.account.password'),
                hint: t('core.account.confirm.hint'),
              })}
              ${button.submit(t('core.account.confirm.submit'))}`,
          )}`,
  done: [after(confirmAddress, () => redirect('/konto'))],
})

export const registrationPages = [registerPage, sentPage, confirmPage]
