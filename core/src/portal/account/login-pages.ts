import { html, nothing } from 'lit'
import { button, field, notification, t } from '@kreiswerk/ui-kit'
import { anyone, signedIn } from '../../action/allow.ts'
import { safeReturnPath } from '../../auth/return-path.ts'
import { Type } from '../../base/schema.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { accountDesk } from './account-desk.ts'
import { enterCode, logIn, logInStaff, logOut, logOutStaff } from './login-actions.ts'
import { logInElsewhere, logInElsewhereStaff } from './provider-actions.ts'
import { passkeyLogin } from './passkey-view.ts'
import { providerChoice, remoteProvidersFor } from './provider-choice.ts'

export const nextQuery = Type.Object({ weiter: Type.String({ maxLength: 2000, default: '' }) })

const loginPage = page({
  path: '/anmelden',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.login.title'),
  query: nextQuery,
  load({ actor, query, use }) {
    if (actor.kind === 'citizen') return redirect(safeReturnPath(query.weiter, '/konto'))
    const desk = use(accountDesk)
    return {
      providers: remoteProvidersFor(desk, 'citizen', 'basis'),
      password: desk.providers.some(({ kind }) => kind === 'password'),
    }
  },
  render: ({ form, data, query: { weiter: next } }) =>
    html`${
      data.password
        ? html`${form.for(
              logIn,
              () =>
                html`${field.email({ name: 'email', label: t('core.account.email'), autocomplete: 'username' })}
                ${field.password({ name: 'password', label: t('core.account.password') })} ${keep(next)}
                ${button.submit(t('core.account.login.submit'))}`,
            )}
            <p><a href="/passwort-vergessen">${t('core.account.forgotten.link')}</a></p>
            ${passkeyLogin('citizen', next)}
            <h2>${t('core.account.login.new')}</h2>
            <p>${t('core.account.login.register')}</p>
            <p>${button.secondary(t('core.account.register.title'), { href: '/registrieren' })}</p>`
        : nothing
    }
    ${
      data.providers.length === 0
        ? nothing
        : html`<h2>${t('core.account.login.elsewhere')}</h2>
            <p>${t('core.account.login.elsewhere-hint')}</p>
            ${providerChoice({ form, action: logInElsewhere, providers: data.providers, level: 'basis', next })}`
    }`,
  done: [after(logIn, ({ reply }) => redirect(reply.next)), after(logInElsewhere, ({ reply }) => redirect(reply.url))],
})

const staffLoginPage = page({
  path: '/staff/anmelden',
  area: 'staff',
  allow: anyone,
  title: t('core.account.staff-login.title'),
  query: nextQuery,
  load({ actor, query, use }) {
    if (actor.kind === 'staff') return redirect(safeReturnPath(query.weiter, '/staff'))
    return { providers: remoteProvidersFor(use(accountDesk), 'staff', 'substantiell') }
  },
  render: ({ form, data, query: { weiter: next } }) =>
    html`${form.for(
        logInStaff,
        () =>
          html`${field.email({ name: 'email', label: t('core.account.email'), autocomplete: 'username' })}
          ${field.password({ name: 'password', label: t('core.account.password') })} ${keep(next)}
          ${button.submit(t('kit.continue'))}`,
      )}
      <p><a href="/staff/wiederherstellen">${t('core.account.staff-recovery.link')}</a></p>
      ${passkeyLogin('staff', next)}
      ${
        data.providers.length === 0
          ? nothing
          : html`<h2>${t('core.account.login.elsewhere')}</h2>
              ${providerChoice({ form, action: logInElsewhereStaff, providers: data.providers, level: 'substantiell', next })}`
      }`,
  done: [
    after(logInStaff, ({ reply }) => redirect(reply.next)),
    after(logInElsewhereStaff, ({ reply }) => redirect(reply.url)),
  ],
})

const codePage = page({
  path: '/staff/anmelden/code',
  area: 'staff',
  allow: anyone,
  title: t('core.account.code.title'),
  load: ({ actor }) => (actor.kind === 'staff' ? redirect('/staff') : undefined),
  render: ({ form }) =>
    html`${form.for(
        enterCode,
        () =>
          html`${field.code({ name: 'code', label: t('core.account.code.label'), hint: t('core.account.code.hint') })}
          ${button.submit(t('core.account.login.submit'))}`,
      )}
      <p><a href="/staff/anmelden">${t('core.account.code.restart')}</a></p>`,
  done: [after(enterCode, ({ reply }) => redirect(reply.next))],
})

const logoutPage = page({
  path: '/abmelden',
  area: 'citizen',
  allow: signedIn(),
  title: t('core.account.logout.title'),
  render: ({ form }) => form.for(logOut, () => button.submit(t('core.log-out'))),
  done: [after(logOut, () => redirect('/abgemeldet'))],
})

const staffLogoutPage = page({
  path: '/staff/abmelden',
  area: 'staff',
  allow: signedIn('staff'),
  title: t('core.account.logout.title'),
  render: ({ form }) => form.for(logOutStaff, () => button.submit(t('core.log-out'))),
  done: [after(logOutStaff, () => redirect('/staff/anmelden'))],
})

const loggedOutPage = page({
  path: '/abgemeldet',
  area: 'citizen',
  allow: anyone,
  title: t('core.account.logged-out.title'),
  render: () =>
    html`${notification({ kind: 'success', title: t('core.account.logged-out.body') })}
      <p>${t('core.account.logged-out.shared')}</p>
      <p><a href="/">${t('core.home')}</a></p>`,
})

const keep = (next: string) => (next === '' ? nothing : field.hidden({ name: 'next', value: next }))

export const loginPages = [loginPage, staffLoginPage, codePage, logoutPage, staffLogoutPage, loggedOutPage]
