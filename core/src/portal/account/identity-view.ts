import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { button, formatDateTime, t, table } from '@kreiswerk/ui-kit'
import type { Readable } from '@kreiswerk/ui-kit'
import type { IdentityRow, Realm } from '../../auth/tables.ts'
import type { Forms } from '../../web/form.ts'
import { type AccountDesk, remoteProviders } from './account-desk.ts'
import { identityActions } from './identity-actions.ts'

/** An identity, named as on the button that one logs in with. */
export interface NamedIdentity extends Pick<IdentityRow, 'id' | 'createdAt' | 'usedAt'> {
  label: Readable
}

/** A provider that the deployment no longer has is named by its address. */
export const namedIdentities = (desk: AccountDesk, identities: readonly IdentityRow[]): NamedIdentity[] =>
  identities.map(({ id, issuer, createdAt, usedAt }) => ({
    id,
    createdAt,
    usedAt,
    label: remoteProviders(desk).find((provider) => provider.issuer === issuer)?.label ?? issuer,
  }))

/** The identities of providers that open the own account; nothing where there are none. */
export function identitiesOf(
  form: Forms,
  realm: Realm,
  identities: readonly NamedIdentity[],
): TemplateResult | typeof nothing {
  if (identities.length === 0) return nothing
  const remove = realm === 'citizen' ? identityActions.removeIdentity : identityActions.removeStaffIdentity
  return html`<h2>${t('core.identity.title')}</h2>
    <p>${t('core.identity.intro')}</p>
    ${table({
      caption: t('core.identity.title'),
      captionHidden: true,
      columns: [
        { key: 'label', label: t('core.identity.provider'), cell: ({ label }) => label, rowHeader: true },
        { key: 'createdAt', label: t('core.passkey.since'), cell: ({ createdAt }) => formatDateTime(createdAt) },
        { key: 'usedAt', label: t('core.account.seen'), cell: ({ usedAt }) => formatDateTime(usedAt) },
        {
          key: 'id',
          label: t('core.passkey.remove'),
          cell: ({ id, label }) =>
            form.for(remove, () => button.link(t('core.passkey.remove'), { context: label }), { params: { id } }),
        },
      ],
      rows: identities,
    })}`
}
