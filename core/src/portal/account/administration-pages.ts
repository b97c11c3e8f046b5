import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import { button, confirmation, definitionList, field, inset, t, table } from '@kreiswerk/ui-kit'
import { may } from '../../action/allow.ts'
import { notFound } from '../../action/errors.ts'
import { findAccount } from '../../auth/account.ts'
import { administerAccounts, administersAll, assignmentsOf } from '../../auth/administration.ts'
import { decide, withinUnits } from '../../auth/permission.ts'
import { listSessions } from '../../auth/session.ts'
import { hasOpenRecoverySetup, openInvitations } from '../../auth/staff-invitation.ts'
import { findRecovery } from '../../auth/staff-recovery.ts'
import { Account } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import { openRows } from '../../vault/vault.ts'
import type { Forms } from '../../web/form.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { accountDesk } from './account-desk.ts'
import { accessOf, choicesFor, mayEverywhere, roleFields, rolesOf, stateTag, unitName } from './account-details.ts'
import { administrationActions as actions } from './administration-actions.ts'
import { looksAfter } from './invitation-actions.ts'
import { invitationsOf } from './invitation-view.ts'

const allow = may(administerAccounts)
const path = '/staff/konten'

const accountsPage = page({
  path,
  area: 'staff',
  allow,
  title: t('core.administration.title'),
  menu: { label: t('core.administration.menu'), order: 900 },
  query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }),
  async load({ em, rows, filter, actor, query, now, use }) {
    const mine = filter(administerAccounts)
    const held = sql<SqlBool>`exists (select 1 from core_role_assignment where core_role_assignment.account_id = listed.id
      and ${withinUnits(mine, 'core_role_assignment.unit')})`
    const { items, next } = await rows.page(Account, {
      order: 'createdAt',
      after: query.after,
      where: (list) => (mine.kind === 'all' ? list : list.where(held)).where('realm', '=', 'staff'),
    })
    const roles = await assignmentsOf(
      em,
      items.map(({ id }) => id),
    )
    return {
      items: await openRows(em, Account, items),
      next,
      roles,
      units: use(accountDesk).units,
      everywhere: mayEverywhere(actor),
      invitations: (await openInvitations(em, now)).filter(({ payload }) => looksAfter(actor, payload)),
    }
  },
  render: ({ data, query, form }) =>
    html`<p>${button.submit(t('core.administration.invite'), { href: `${path}/einladen` })}</p>
      ${table({
        caption: t('core.administration.title'),
        captionHidden: true,
        columns: [
          {
            key: 'name',
            label: t('core.account.name'),
            cell: ({ id, name }) => html`<a href=${`${path}/${id}`}>${name}</a>`,
            rowHeader: true,
          },
          { key: 'email', label: t('core.account.work-email'), cell: ({ email }) => email ?? '' },
          {
            key: 'roles',
            label: t('core.administration.roles'),
            cell: ({ id }) => {
              const own = data.roles.filter(({ accountId }) => accountId === id)
              return own.length === 0
                ? t('core.administration.no-roles')
                : own.map(({ role, unit }) => html`<div>${role}: ${unitName(data.units, unit)}</div>`)
            },
          },
          { key: 'state', label: t('core.administration.state'), cell: stateTag },
        ],
        rows: data.items,
        href: ({ after }) => (after === undefined ? path : `${path}?after=${encodeURIComponent(after)}`),
        next: data.next,
        later: query.after !== undefined,
      })}
      ${invitationsOf(form, data.invitations, data.units)} ${data.everywhere ? everybodyOut(form) : nothing}`,
  done: [
    after(actions.endRealmSessions, () => redirect(path)),
    after(actions.withdrawInvitation, () => redirect(path)),
  ],
})

const everybodyOut = (form: Forms): TemplateResult =>
  html`<h2>${t('core.administration.everybody')}</h2>
    <p>${t('core.administration.everybody-hint')}</p>
    <div class="kw-buttons">
      ${(['citizen', 'staff'] as const).map((realm) =>
        form.for(
          actions.endRealmSessions,
          () =>
            html`${field.hidden({ name: 'realm', value: realm })}
            ${button.warning(t(`core.administration.end-realm-${realm}`))}`,
        ),
      )}
    </div>`

const invitePage = page({
  path: `${path}/einladen`,
  area: 'staff',
  allow,
  title: t('core.administration.invite'),
  load: ({ actor, use }) => choicesFor(actor, use(accountDesk)),
  render: ({ data, form }) =>
    html`<p class="kw-lead">${t('core.administration.invite-intro')}</p>
      ${form.for(
        actions.inviteColleague,
        () =>
          html`${field.text({ name: 'name', label: t('core.account.name'), autocomplete: 'off', width: 'l' })}
          ${field.email({ name: 'email', label: t('core.account.work-email'), autocomplete: 'off' })}
          ${roleFields(data)} ${button.submit(t('core.administration.send-invitation'))}`,
      )}
      <p><a href=${path}>${t('core.administration.title')}</a></p>`,
  done: [
    after(actions.inviteColleague, () => [
      confirmation(t('core.administration.invited'), t('core.administration.invited-body')),
      html`<p><a href=${path}>${t('core.administration.title')}</a></p>`,
    ]),
  ],
})

const back = ({ view }: { view: { params: unknown } }) => redirect(`${path}/${(view.params as { id: string }).id}`)

const oneAccountPage = page({
  path: `${path}/:id`,
  area: 'staff',
  allow,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  async load({ em, actor, params, now, use }) {
    const account = await findAccount(em, params.id)
    const assignments = await assignmentsOf(em, [params.id])
    const visible = assignments.filter(({ unit }) => decide(actor, administerAccounts, { unit }).allowed)
    const whole = administersAll(actor, assignments)
    if (account?.realm !== 'staff' || (visible.length === 0 && !whole)) throw notFound()
    return {
      account,
      assignments,
      whole,
      own: account.id === actor.accountId,
      sessions: (await listSessions(em, account.id, now)).length,
      recovery: await findRecovery(em, account.id, now),
      recoverySetup: await hasOpenRecoverySetup(em, account.id, now),
      ...choicesFor(actor, use(accountDesk)),
    }
  },
  title: ({ data }) => data.account.name ?? '',
  render: ({ data, form, actor }) =>
    html`${definitionList([
        { term: t('core.account.work-email'), description: data.account.email ?? '' },
        { term: t('core.administration.state'), description: stateTag(data.account) },
        { term: t('core.administration.open-sessions'), description: String(data.sessions) },
      ])}
      <h2>${t('core.administration.roles')}</h2>
      ${rolesOf(form, actor, data)}
      ${
        data.own
          ? inset(html`<p>${t('core.administration.own')}</p>`)
          : html`<h3>${t('core.administration.give')}</h3>
              ${form.for(
                actions.giveRole,
                () => html`${roleFields(data)} ${button.submit(t('core.administration.give'))}`,
                { params: { id: data.account.id } },
              )}`
      }
      ${data.whole && !data.own ? accessOf(form, actor, data) : nothing}
      <p><a href=${path}>${t('core.administration.title')}</a></p>`,
  done: [
    after(actions.giveRole, back),
    after(actions.takeRole, back),
    after(actions.disableStaff, back),
    after(actions.enableStaff, back),
    after(actions.endStaffSessions, back),
    after(actions.confirmStaffRecovery, back),
    after(actions.cancelStaffRecovery, back),
    after(actions.startStaffRecovery, ({ reply, view }) => [
      confirmation(t('core.administration.recovery-started'), t('core.administration.recovery-started-body')),
      html`<p><code class="kw-code">${reply.code}</code></p>
        <p><a href=${view.url}>${t('kit.continue')}</a></p>`,
    ]),
  ],
})

export const administrationPages = [accountsPage, invitePage, oneAccountPage]
