import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { button, card, cardGrid, definitionList, formatDate, formatDateTime, t, table, tag } from '@kreiswerk/ui-kit'
import type { Readable } from '@kreiswerk/ui-kit'
import type { AnyAction } from '../../action/action.ts'
import { signedIn } from '../../action/allow.ts'
import { findAccount } from '../../auth/account.ts'
import { type VerifiedAttribute, loadAttributes } from '../../auth/attribute.ts'
import { listIdentities } from '../../auth/identity.ts'
import { listPasskeys } from '../../auth/passkey.ts'
import { listSessions } from '../../auth/session.ts'
import type { SessionRow } from '../../auth/tables.ts'
import { extensionPoint } from '../../base/reference.ts'
import type { EntityManager } from '../../storage/database.ts'
import type { Forms } from '../../web/form.ts'
import { after, page } from '../../web/page.ts'
import { redirect } from '../../web/redirect.ts'
import { accountDesk } from './account-desk.ts'
import { addressLine } from './address-line.ts'
import { identityActions } from './identity-actions.ts'
import { identitiesOf, namedIdentities } from './identity-view.ts'
import { passkeyActions } from './passkey-actions.ts'
import { passkeysOf } from './passkey-view.ts'
import { endOtherSessions, endOtherStaffSessions, endSession, endStaffSession } from './session-actions.ts'

/** A way from the account to something of one's own, e.g. a list of applications. */
export interface AccountCard {
  title: Readable
  summary: Readable
  href: string
}

/** Where plugins put their links on the citizens' account page. */
export const accountCards = extensionPoint<AccountCard>('core.account-cards@1')

const citizenAccountPage = page({
  path: '/konto',
  area: 'citizen',
  allow: signedIn(),
  title: t('core.my-account'),
  load: async ({ em, actor, session, now, use, contributions }) => ({
    current: session?.id,
    cards: contributions(accountCards),
    attributes: await loadAttributes(em, String(actor.accountId)),
    hasPassword: await hasPassword(em, actor.accountId),
    identities: namedIdentities(use(accountDesk), await listIdentities(em, String(actor.accountId))),
    passkeys: await listPasskeys(em, String(actor.accountId)),
    sessions: await listSessions(em, String(actor.accountId), now),
  }),
  render: ({ actor, data, form }) =>
    html`${
        data.cards.length === 0
          ? nothing
          : cardGrid(...data.cards.map(({ title, summary, href }) => card({ title, body: summary, href })))
      }
      <h2>${t('core.account.data')}</h2>
      ${definitionList([
        { term: t('core.account.name'), description: actor.name ?? '' },
        { term: t('core.account.email'), description: actor.email ?? t('kit.not-given') },
        { term: t('core.account.trust'), description: trustTag(actor.trust ?? 'basis') },
      ])}
      ${
        actor.trust === 'hoch'
          ? nothing
          : html`<p>
              <a href="/anmelden/erhoehen?stufe=hoch&weiter=/konto">${t('core.account.step-up.link')}</a>
            </p>`
      }
      ${data.hasPassword ? changeLink('/konto/passwort') : nothing} ${attributesOf(data.attributes)}
      ${identitiesOf(form, 'citizen', data.identities)} ${passkeysOf(form, 'citizen', data.passkeys)}
      ${sessionsOf(form, data, { one: endSession, others: endOtherSessions })}`,
  done: [
    after(endSession, () => redirect('/konto')),
    after(endOtherSessions, () => redirect('/konto')),
    after(identityActions.removeIdentity, () => redirect('/konto')),
    after(passkeyActions.removePasskey, () => redirect('/konto')),
  ],
})

const staffAccountPage = page({
  path: '/staff/konto',
  area: 'staff',
  allow: signedIn('staff'),
  title: t('core.my-account'),
  load: async ({ em, actor, session, now, use }) => ({
    current: session?.id,
    hasPassword: await hasPassword(em, actor.accountId),
    identities: namedIdentities(use(accountDesk), await listIdentities(em, String(actor.accountId))),
    passkeys: await listPasskeys(em, String(actor.accountId)),
    sessions: await listSessions(em, String(actor.accountId), now),
  }),
  render: ({ actor, data, form }) =>
    html`${definitionList([
      { term: t('core.account.name'), description: actor.name ?? '' },
      { term: t('core.account.work-email'), description: actor.email ?? '' },
    ])}
    ${data.hasPassword ? changeLink('/staff/konto/passwort') : nothing} ${identitiesOf(form, 'staff', data.identities)}
    ${passkeysOf(form, 'staff', data.passkeys)}
    ${sessionsOf(form, data, { one: endStaffSession, others: endOtherStaffSessions })}`,
  done: [
    after(endStaffSession, () => redirect('/staff/konto')),
    after(endOtherStaffSessions, () => redirect('/staff/konto')),
    after(identityActions.removeStaffIdentity, () => redirect('/staff/konto')),
    after(passkeyActions.removeStaffPasskey, () => redirect('/staff/konto')),
  ],
})

const hasPassword = async (em: EntityManager, accountId: string | null): Promise<boolean> =>
  ((await findAccount(em, String(accountId)))?.passwordHash ?? null) !== null

const changeLink = (href: string): TemplateResult => html`<p><a href=${href}>${t('core.account.change.title')}</a></p>`

const trustTag = (level: string): TemplateResult =>
  tag(t(`core.account.trust.${level}`), level === 'basis' ? 'neutral' : 'success')

function attributesOf(attributes: readonly VerifiedAttribute[]): TemplateResult | typeof nothing {
  if (attributes.length === 0) return nothing
  return table({
    caption: t('core.account.attributes'),
    columns: [
      {
        key: 'name',
        label: t('core.account.attribute'),
        cell: ({ name }) => t(`core.account.claim.${name}`),
        rowHeader: true,
      },
      { key: 'value', label: t('core.account.value'), cell: valueOf },
      { key: 'trust', label: t('core.account.trust'), cell: ({ trust }) => trustTag(trust) },
    ],
    rows: attributes,
  })
}

const valueOf = ({ name, value }: VerifiedAttribute): Readable => {
  if (name === 'address') return addressLine(value)
  return name === 'birthdate' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value
}

interface SessionList {
  current: string | undefined
  sessions: readonly SessionRow[]
}

const sessionsOf = (form: Forms, data: SessionList, end: Record<'one' | 'others', AnyAction>): TemplateResult =>
  html`<h2>${t('core.account.sessions')}</h2>
    ${table({
      caption: t('core.account.sessions'),
      captionHidden: true,
      columns: [
        {
          key: 'userAgent',
          label: t('core.account.device'),
          cell: ({ userAgent }) => (userAgent === '' ? t('core.account.unknown-device') : userAgent),
          rowHeader: true,
        },
        { key: 'seenAt', label: t('core.account.seen'), cell: ({ seenAt }) => formatDateTime(seenAt) },
        {
          key: 'id',
          label: t('core.account.end'),
          cell: ({ id }) =>
            id === data.current
              ? t('core.account.this-session')
              : form.for(end.one, () => button.link(t('core.account.end')), { params: { id } }),
        },
      ],
      rows: data.sessions,
    })}
    ${data.sessions.length < 2 ? nothing : form.for(end.others, () => button.secondary(t('core.account.end-others')))}`

export const accountPages = [citizenAccountPage, staffAccountPage]
