import { t } from '@kreiswerk/ui-kit'
import { action } from '../../action/action.ts'
import { may } from '../../action/allow.ts'
import type { ActionContext } from '../../action/context.ts'
import { notFound } from '../../action/errors.ts'
import {
  administerAccounts,
  administersAll,
  assertMayGrant,
  assignmentsOf,
  enableAccount,
  grantRole,
  removeAssignment,
  revokeAllSessions,
} from '../../auth/administration.ts'
import { disableAccount, findAccount, findAccountByEmail } from '../../auth/account.ts'
import { errors } from '../../auth/errors.ts'
import type { Assignment } from '../../auth/grants.ts'
import { revokeSessionsOf } from '../../auth/session.ts'
import { cancelRecovery, confirmRecovery, startRecovery } from '../../auth/staff-recovery.ts'
import { inviteStaff } from '../../auth/staff-invitation.ts'
import type { AccountRow } from '../../auth/tables.ts'
import { endOfDay, startOfDay } from '../../base/local-day.ts'
import { Type } from '../../base/schema.ts'
import type { Static } from '../../base/schema.ts'
import { accountDesk } from './account-desk.ts'
import { freshlyProven } from './confirm-actions.ts'
import { withdrawInvitation } from './invitation-actions.ts'
import { emailField, nameField } from './registration-actions.ts'

const allow = may(administerAccounts)
/** What could open the portal to somebody else is not done from a session that was left open. */
const allowFreshly = may(administerAccounts, freshlyProven)
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const reply = Type.Object({})
const day = Type.Optional(Type.String({ format: 'date' }))

/** A role in a unit, `/` for the whole portal; first and last day count. */
const roleFields = {
  role: Type.String({ minLength: 1, maxLength: 200 }),
  unit: Type.String({ minLength: 1, maxLength: 255 }),
  from: day,
  to: day,
  note: Type.Optional(Type.String({ maxLength: 200 })),
}
const roleBody = Type.Object(roleFields)

type Reaching = Pick<ActionContext, 'em' | 'actor'>

/** A staff account that the actor looks after as a whole; for others it is as if it did not exist. */
async function ownStaff({ em, actor }: Reaching, id: string): Promise<AccountRow> {
  const account = await findAccount(em, id)
  const known = account !== undefined && account.realm === 'staff'
  if (!known || !administersAll(actor, await assignmentsOf(em, [id]))) throw notFound()
  return account
}

/** The same, for what nobody does to the own account. */
async function otherStaff(context: Reaching, id: string): Promise<AccountRow> {
  if (id === context.actor.accountId) throw errors.ownAccount()
  return ownStaff(context, id)
}

function assignmentOf({ use }: Pick<ActionContext, 'use'>, body: Static<typeof roleBody>): Assignment {
  const { role, from, to, note = null } = body
  const unit = body.unit === '/' ? '' : body.unit
  if (unit !== '' && !use(accountDesk).units.some(({ path }) => path === unit)) {
    throw errors.unitUnknown({}, { problems: [{ pointer: '/unit', code: 'enum' }] })
  }
  if (from !== undefined && to !== undefined && to < from) {
    throw errors.periodBackwards({}, { problems: [{ pointer: '/to', code: errors.periodBackwards().code }] })
  }
  const validFrom = from === undefined ? null : startOfDay(from)
  const validTo = to === undefined ? null : endOfDay(to)
  return { role, unit, validFrom, validTo, note }
}

const inviteColleague = action({
  route: 'POST /staff-accounts/invitations',
  summary: 'Invite somebody to a staff account with a role; a link that works once goes to the address',
  allow: allowFreshly,
  body: Type.Object({ name: nameField, email: emailField, ...roleFields }),
  reply,
  async run(context) {
    const { em, actor, body, now, use, origin, locale, mail, record, authorize } = context
    const { name, email, ...wanted } = body
    const assignment = assignmentOf(context, wanted)
    authorize(administerAccounts, { unit: assignment.unit })
    const { roles, name: portal, say } = use(accountDesk)
    assertMayGrant(actor, roles, assignment)
    if ((await findAccountByEmail(em, 'staff', email)) !== undefined)
      throw errors.emailTaken({}, { problems: [{ pointer: '/email', code: errors.emailTaken().code }] })
    const { validFrom, validTo, ...role } = assignment
    const invited = { ...role, validFrom: validFrom?.toISOString() ?? null, validTo: validTo?.toISOString() ?? null }
    const invitation = { roles: [invited], person: { name, email }, invitedBy: String(actor.accountId) }
    const secret = await inviteStaff(em, invitation, now)
    const words = { portal, link: `${origin}/staff/einrichten/${secret}` }
    mail({
      to: email,
      subject: say(locale, t('core.account.mail.invited.subject', words)),
      text: say(locale, t('core.account.mail.invited.text', words)),
    })
    await record({ object: `invitation:${role.role}`, details: { ...invited, email } })
    return {}
  },
})

const giveRole = action({
  route: 'POST /staff-accounts/:id/roles',
  summary: 'Give somebody a role in a unit, for a time if wanted',
  allow: allowFreshly,
  params,
  body: roleBody,
  reply,
  async run(context) {
    const { em, actor, params, body, use, record, authorize } = context
    const account = await findAccount(em, params.id)
    if (account?.realm !== 'staff') throw notFound()
    const assignment = assignmentOf(context, body)
    authorize(administerAccounts, { unit: assignment.unit })
    await grantRole(em, actor, use(accountDesk).roles, account.id, assignment)
    await record({ object: `account:${account.id}`, details: assignment })
    return {}
  },
})

const takeRole = action({
  route: 'POST /staff-accounts/:id/roles/:assignment/end',
  summary: 'Take a role from somebody',
  allow,
  params: Type.Object({ id: Type.String({ format: 'uuid' }), assignment: Type.String({ format: 'uuid' }) }),
  reply,
  async run({ em, params, record, authorize }) {
    const held = (await assignmentsOf(em, [params.id])).find(({ id }) => id === params.assignment)
    if (held === undefined) throw notFound()
    authorize(administerAccounts, { unit: held.unit })
    await removeAssignment(em, held.id)
    await record({ object: `account:${params.id}`, details: { role: held.role, unit: held.unit } })
    return {}
  },
})

const disableStaff = action({
  route: 'POST /staff-accounts/:id/disable',
  summary: 'Shut an account out at once and end its sessions',
  allow,
  params,
  reply,
  async run(context) {
    const { em, params, now, record } = context
    const account = await otherStaff(context, params.id)
    await disableAccount(em, account.id, now)
    await cancelRecovery(em, account.id)
    await record({ object: `account:${account.id}` })
    return {}
  },
})

const enableStaff = action({
  route: 'POST /staff-accounts/:id/enable',
  summary: 'Let a disabled account log in again',
  allow,
  params,
  reply,
  async run(context) {
    const account = await otherStaff(context, context.params.id)
    await enableAccount(context.em, account.id)
    await context.record({ object: `account:${account.id}` })
    return {}
  },
})

const endStaffSessions = action({
  route: 'POST /staff-accounts/:id/sessions/end',
  summary: 'End all sessions of a staff account',
  allow,
  params,
  reply,
  async run(context) {
    const { em, params, now, record } = context
    const account = await ownStaff(context, params.id)
    await revokeSessionsOf(em, account.id, now)
    await record({ object: `account:${account.id}` })
    return {}
  },
})

const endRealmSessions = action({
  route: 'POST /staff-accounts/sessions/end',
  summary: 'End all sessions of all citizens or of all staff',
  allow: allowFreshly,
  body: Type.Object({ realm: Type.Union([Type.Literal('citizen'), Type.Literal('staff')]) }),
  reply,
  async run({ em, body, now, record, authorize }) {
    authorize(administerAccounts, { unit: '' })
    await revokeAllSessions(em, body.realm, now)
    await record({ object: `realm:${body.realm}` })
    return {}
  },
})

// Its own transactions: the reply of others is kept for repeated requests, and this one is a secret.
const startStaffRecovery = action({
  route: 'POST /staff-accounts/:id/recovery',
  summary: 'Start the recovery of a staff account; answers the code to hand over in person',
  allow: allowFreshly,
  ownTransactions: true,
  params,
  reply: Type.Object({ code: Type.String() }),
  async run({ actor, params, now, unit }) {
    const code = await unit(async ({ em, record }) => {
      const account = await otherStaff({ em, actor }, params.id)
      if (account.disabledAt !== null) throw errors.accountDisabled()
      await record({ object: `account:${account.id}` })
      return startRecovery(em, account.id, String(actor.accountId), now)
    })
    return { code }
  },
})

const confirmStaffRecovery = action({
  route: 'POST /staff-accounts/:id/recovery/confirm',
  summary: 'Confirm a recovery that another administrator has started',
  allow: allowFreshly,
  params,
  reply,
  async run(context) {
    const { em, actor, params, now, record } = context
    const account = await otherStaff(context, params.id)
    await confirmRecovery(em, account.id, String(actor.accountId), now)
    await record({ object: `account:${account.id}` })
    return {}
  },
})

const cancelStaffRecovery = action({
  route: 'POST /staff-accounts/:id/recovery/cancel',
  summary: 'Make a recovery under way worthless',
  allow,
  params,
  reply,
  async run(context) {
    const account = await ownStaff(context, context.params.id)
    await cancelRecovery(context.em, account.id)
    await context.record({ object: `account:${account.id}` })
    return {}
  },
})

export const administrationActions = {
  inviteColleague,
  withdrawInvitation,
  giveRole,
  takeRole,
  disableStaff,
  enableStaff,
  endStaffSessions,
  endRealmSessions,
  startStaffRecovery,
  confirmStaffRecovery,
  cancelStaffRecovery,
}
