import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { button, field, formatDateTime, inset, t, table, tag } from '@kreiswerk/ui-kit'
import type { Readable } from '@kreiswerk/ui-kit'
import type { Actor } from '../../auth/actor.ts'
import { administerAccounts, mayGrant } from '../../auth/administration.ts'
import { decide } from '../../auth/permission.ts'
import type { AccountRow, RoleAssignmentRow } from '../../auth/tables.ts'
import type { Forms } from '../../web/form.ts'
import type { AccountDesk } from './account-desk.ts'
import { administrationActions as actions } from './administration-actions.ts'

interface AccountView extends RoleChoices {
  account: AccountRow
  assignments: readonly RoleAssignmentRow[]
  recovery: { startedBy: string; confirmedBy: string | null; expiresAt: Date } | null
  /** Whether the code was used and password and second factor are being set up. */
  recoverySetup: boolean
}

export function rolesOf(form: Forms, actor: Actor, { account, assignments, units }: AccountView): TemplateResult {
  return table({
    caption: t('core.administration.roles'),
    captionHidden: true,
    columns: [
      { key: 'role', label: t('core.administration.role'), rowHeader: true },
      { key: 'unit', label: t('core.administration.unit'), cell: ({ unit }) => unitName(units, unit) },
      { key: 'validFrom', label: t('core.administration.from'), cell: ({ validFrom }) => momentOf(validFrom) },
      { key: 'validTo', label: t('core.administration.until'), cell: ({ validTo }) => momentOf(validTo) },
      { key: 'note', label: t('core.administration.note'), cell: ({ note }) => note ?? '–' },
      {
        key: 'id',
        label: t('core.administration.take'),
        cell: ({ id, role, unit }) =>
          decide(actor, administerAccounts, { unit }).allowed
            ? form.for(
                actions.takeRole,
                () => button.link(t('core.administration.take'), { context: `${role}: ${unitName(units, unit)}` }),
                { params: { id: account.id, assignment: id } },
              )
            : '–',
      },
    ],
    rows: assignments,
    empty: t('core.administration.no-roles'),
  })
}

export function accessOf(form: Forms, actor: Actor, { account, recovery, recoverySetup }: AccountView): TemplateResult {
  const params = { id: account.id }
  const one = (action: unknown, label: string) => form.for(action, () => button.secondary(t(label)), { params })
  const disabled = account.disabledAt !== null
  return html`<h2>${t('core.administration.access')}</h2>
    <div class="kw-buttons">
      ${one(actions.endStaffSessions, 'core.administration.end-sessions')}
      ${
        disabled
          ? one(actions.enableStaff, 'core.administration.enable')
          : form.for(actions.disableStaff, () => button.warning(t('core.administration.disable')), { params })
      }
    </div>
    <h2>${t('core.administration.recovery')}</h2>
    <p>${t('core.administration.recovery-hint')}</p>
    ${
      recovery === null
        ? nothing
        : inset(
            html`<p>
              ${t(recovery.confirmedBy === null ? 'core.administration.recovery-waits' : 'core.administration.recovery-confirmed', { until: formatDateTime(recovery.expiresAt) })}
            </p>`,
          )
    }
    ${recoverySetup ? inset(html`<p>${t('core.administration.recovery-redeemed')}</p>`) : nothing}
    <div class="kw-buttons">
      ${recovery === null && !disabled ? one(actions.startStaffRecovery, 'core.administration.start-recovery') : nothing}
      ${
        recovery !== null && recovery.confirmedBy === null && recovery.startedBy !== actor.accountId
          ? one(actions.confirmStaffRecovery, 'core.administration.confirm-recovery')
          : nothing
      }
      ${recovery === null && !recoverySetup ? nothing : one(actions.cancelStaffRecovery, 'core.administration.cancel-recovery')}
    </div>`
}

/** What the actor may give: roles it could grant somewhere, in units it looks after. */
interface RoleChoices {
  roles: string[]
  units: AccountDesk['units']
  allowedUnits: AccountDesk['units']
}

export function choicesFor(actor: Actor, { roles, units }: AccountDesk): RoleChoices {
  const places = [{ path: '', name: '' }, ...units]
  const allowedUnits = places.filter(({ path }) => decide(actor, administerAccounts, { unit: path }).allowed)
  const grantable = Object.keys(roles).filter((role) =>
    allowedUnits.some(({ path }) => mayGrant(actor, roles[role] ?? [], path)),
  )
  return { roles: grantable, units, allowedUnits }
}

export const roleFields = ({ roles, allowedUnits }: RoleChoices): TemplateResult =>
  html`${field.select({ name: 'role', label: t('core.administration.role'), options: roles })}
  ${field.select({
    name: 'unit',
    label: t('core.administration.unit'),
    options: allowedUnits.map(({ path, name }) => ({
      value: path === '' ? '/' : path,
      label: path === '' ? t('core.administration.everywhere') : name,
    })),
  })}
  ${field.date({ name: 'from', label: t('core.administration.first-day'), optional: true })}
  ${field.date({
    name: 'to',
    label: t('core.administration.last-day'),
    hint: t('core.administration.last-day-hint'),
    optional: true,
  })}
  ${field.text({
    name: 'note',
    label: t('core.administration.note'),
    hint: t('core.administration.note-hint'),
    optional: true,
    autocomplete: 'off',
    width: 'l',
  })}`

export const mayEverywhere = (actor: Actor): boolean => decide(actor, administerAccounts, { unit: '' }).allowed

const momentOf = (moment: Date | null): Readable => (moment === null ? '–' : formatDateTime(moment))

export const stateTag = ({ disabledAt }: Pick<AccountRow, 'disabledAt'>): TemplateResult =>
  disabledAt === null
    ? tag(t('core.administration.active'), 'success')
    : tag(t('core.administration.disabled'), 'neutral')

export const unitName = (units: AccountDesk['units'], unit: string): Readable =>
  unit === '' ? t('core.administration.everywhere') : (units.find(({ path }) => path === unit)?.name ?? unit)
