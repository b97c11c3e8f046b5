import { lastDayBefore } from '../base/local-day.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { Actor } from './actor.ts'
import { errors } from './errors.ts'
import { type Assignment, type Roles, assignRole, permissionsOf } from './grants.ts'
import { decide, heldUntil } from './permission.ts'
import type { AuthTables, Realm, RoleAssignmentRow } from './tables.ts'

/** The permission of those who look after staff accounts. */
export const administerAccounts = 'core.administer-accounts'

/** Whether the actor holds everything that a role brings, over the whole unit. */
export const mayGrant = (actor: Actor, permissions: readonly string[], unit: string): boolean =>
  permissions.every((permission) => decide(actor, permission, { unit }).allowed)

/** A role as far as it matters who may give it. */
export type Grantable = Pick<Assignment, 'role' | 'unit' | 'validTo'>

/**
 * Refuses a role that brings more than the actor holds over that unit, one that would last longer than they hold it
 * themselves, and one that the deployment does not know.
 */
export function assertMayGrant(actor: Actor, roles: Roles, wanted: Grantable): void {
  const { role, unit } = wanted
  const permissions = permissionsOf(roles, role)
  if (permissions === undefined) throw errors.roleUnknown({ role }, { problems: [{ pointer: '/role', code: 'enum' }] })
  const permission = permissions.find((one) => !decide(actor, one, { unit }).allowed)
  if (permission === undefined) return assertWithinOwnTime(actor, permissions, wanted)
  const params = { role, permission }
  throw errors.roleBeyondOwn(params, { problems: [{ pointer: '/role', code: errors.roleBeyondOwn().code, params }] })
}

/** A deputy would otherwise stay for good, by way of a colleague or of a second address. */
function assertWithinOwnTime(actor: Actor, permissions: readonly string[], { role, unit, validTo }: Grantable): void {
  const ends = permissions.map(
    (permission) => heldUntil(actor, permission, unit)?.getTime() ?? Number.POSITIVE_INFINITY,
  )
  const end = Math.min(...ends)
  if ((validTo?.getTime() ?? Number.POSITIVE_INFINITY) <= end) return
  const [year = '', month = '', day = ''] = lastDayBefore(new Date(end)).split('-')
  const params = { role, year, month, day }
  throw errors.roleOutlivesOwn(params, { problems: [{ pointer: '/to', code: errors.roleOutlivesOwn().code, params }] })
}

/** Whether the actor looks after the whole account: every unit it holds a role in; one without roles belongs to the root. */
export function administersAll(actor: Actor, assignments: readonly Pick<Assignment, 'unit'>[]): boolean {
  const units = assignments.length === 0 ? [''] : assignments.map(({ unit }) => unit)
  return units.every((unit) => decide(actor, administerAccounts, { unit }).allowed)
}

/** The roles of these accounts, also those not yet or no longer valid. */
export async function assignmentsOf(em: EntityManager, accountIds: readonly string[]): Promise<RoleAssignmentRow[]> {
  if (accountIds.length === 0) return []
  return rowsOf<AuthTables>(em)
    .selectFrom('core_role_assignment')
    .selectAll()
    .where('accountId', 'in', accountIds)
    .orderBy('id')
    .execute()
}

/** Gives a role to somebody else: nobody widens or prolongs what they hold themselves. */
export async function grantRole(
  em: EntityManager,
  actor: Actor,
  roles: Roles,
  accountId: string,
  assignment: Assignment,
): Promise<void> {
  if (accountId === actor.accountId) throw errors.ownAccount()
  assertMayGrant(actor, roles, assignment)
  await assignRole(em, accountId, assignment)
}

export async function removeAssignment(em: EntityManager, id: string): Promise<void> {
  await rowsOf<AuthTables>(em).deleteFrom('core_role_assignment').where('id', '=', id).execute()
}

/** Lets a disabled account log in again. */
export async function enableAccount(em: EntityManager, id: string): Promise<void> {
  await rowsOf<AuthTables>(em).updateTable('core_account').set({ disabledAt: null }).where('id', '=', id).execute()
}

/** Ends every session of everybody in a realm, and every login under way that has shown whose it is. */
export async function revokeAllSessions(em: EntityManager, realm: Realm, now: Date): Promise<void> {
  await rowsOf<AuthTables>(em)
    .updateTable('core_session')
    .set({ revokedAt: now })
    .where('realm', '=', realm)
    .where('revokedAt', 'is', null)
    .execute()
  await rowsOf<AuthTables>(em)
    .deleteFrom('core_login_attempt')
    .where('realm', '=', realm)
    .where('accountId', 'is not', null)
    .where('kind', '!=', 'passkey-registration')
    .execute()
}
