import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { button, formatDateTime, t, table } from '@kreiswerk/ui-kit'
import type { PasskeyRow, Realm } from '../../auth/tables.ts'
import type { Forms } from '../../web/form.ts'
import { passkeyActions } from './passkey-actions.ts'

interface Ceremony {
  kind: 'create' | 'get'
  /** Path below `/api/core/` that finishes; `/options` after it begins. */
  path: string
  label: string
  next: string
}

/** A button that talks to the browser's authenticators; without a script it only says what it would need. */
const ceremony = ({ kind, path, label, next }: Ceremony): TemplateResult =>
  html`<kw-passkey
      data-kind=${kind}
      data-path=${`/api/core/${path}`}
      data-next=${next}
      data-confirm=${`${next.startsWith('/staff') ? '/staff' : ''}/anmelden/bestaetigen?weiter=${next}`}
      data-failed=${t('core.passkey.failed')}
      data-unsupported=${t('core.passkey.unsupported')}
    >
      <div hidden>${button.secondary(t(label), { type: 'button' })}</div>
      <p role="alert" class="kw-error" hidden></p>
    </kw-passkey>
    <noscript><p>${t('core.passkey.needs-script')}</p></noscript>`

/** The way in with a passkey, below the login form. */
export const passkeyLogin = (realm: Realm, next: string): TemplateResult =>
  html`<h2>${t('core.passkey.login-title')}</h2>
    <p>${t('core.passkey.login-hint')}</p>
    ${ceremony({
      kind: 'get',
      path: realm === 'citizen' ? 'passkey-logins' : 'staff-passkey-logins',
      label: 'core.passkey.login',
      next,
    })}`

/** The own passkeys, and the way to a new one. */
export const passkeysOf = (form: Forms, realm: Realm, passkeys: readonly PasskeyRow[]): TemplateResult => {
  const remove = realm === 'citizen' ? passkeyActions.removePasskey : passkeyActions.removeStaffPasskey
  return html`<h2>${t('core.passkey.title')}</h2>
    <p>${t(`core.passkey.intro-${realm}`)}</p>
    ${table({
      caption: t('core.passkey.title'),
      captionHidden: true,
      columns: [
        {
          key: 'label',
          label: t('core.passkey.made-on'),
          cell: ({ label }) => (label === '' ? t('core.account.unknown-device') : label),
          rowHeader: true,
        },
        { key: 'createdAt', label: t('core.passkey.since'), cell: ({ createdAt }) => formatDateTime(createdAt) },
        {
          key: 'usedAt',
          label: t('core.account.seen'),
          cell: ({ usedAt }) => (usedAt === null ? '–' : formatDateTime(usedAt)),
        },
        {
          key: 'id',
          label: t('core.passkey.remove'),
          cell: ({ id, label }) =>
            form.for(remove, () => button.link(t('core.passkey.remove'), { context: label }), { params: { id } }),
        },
      ],
      rows: passkeys,
      empty: t('core.passkey.none'),
    })}
    ${ceremony({
      kind: 'create',
      path: realm === 'citizen' ? 'passkeys' : 'staff-passkeys',
      label: 'core.passkey.add',
      next: realm === 'citizen' ? '/konto' : '/staff/konto',
    })}`
}
