import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { button, formatDateTime, t, table } from '@kreiswerk/ui-kit'
import type { Invitation } from '../../auth/staff-invitation.ts'
import type { OpenToken } from '../../auth/token.ts'
import type { Forms } from '../../web/form.ts'
import type { AccountDesk } from './account-desk.ts'
import { unitName } from './account-details.ts'
import { withdrawInvitation } from './invitation-actions.ts'

/** The invitations whose set-up is not finished; nothing where there are none. */
export function invitationsOf(
  form: Forms,
  invitations: readonly OpenToken<Invitation>[],
  units: AccountDesk['units'],
): TemplateResult | typeof nothing {
  if (invitations.length === 0) return nothing
  return html`<h2>${t('core.administration.invitations')}</h2>
    ${table({
      caption: t('core.administration.invitations'),
      captionHidden: true,
      columns: [
        {
          key: 'name',
          label: t('core.account.name'),
          cell: ({ payload }) => payload.person?.name ?? '',
          rowHeader: true,
        },
        { key: 'email', label: t('core.account.work-email'), cell: ({ payload }) => payload.person?.email ?? '' },
        {
          key: 'roles',
          label: t('core.administration.roles'),
          cell: ({ payload }) =>
            payload.roles.map(({ role, unit }) => html`<div>${role}: ${unitName(units, unit)}</div>`),
        },
        {
          key: 'expiresAt',
          label: t('core.administration.until'),
          cell: ({ expiresAt }) => formatDateTime(expiresAt),
        },
        {
          key: 'id',
          label: t('core.administration.withdraw'),
          cell: ({ id, payload }) =>
            form.for(
              withdrawInvitation,
              () => button.link(t('core.administration.withdraw'), { context: payload.person?.name ?? '' }),
              { params: { id } },
            ),
        },
      ],
      rows: invitations,
    })}`
}
