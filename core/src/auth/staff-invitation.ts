import { hashSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { holdAccount } from './account.ts'
import type { Actor } from './actor.ts'
import { assertMayGrant, assignmentsOf } from './administration.ts'
import { errors } from './errors.ts'
import { type Assignment, type Roles, grantsAt } from './grants.ts'
import { type OpenToken, issueToken, listTokens, revokeToken, revokeTokens } from './token.ts'

/** A role that comes with an account; moments as ISO text, since invitations wait as JSON. */
export interface InvitedRole extends Pick<Assignment, 'role' | 'unit' | 'note'> {
  validFrom?: string | null
  validTo?: string | null
}

/** Whom a set-up is for: anybody who was given the secret, somebody invited, or the owner of an account that is recovered. */
export interface Invitation {
  roles: InvitedRole[]
  /** Fixed by whoever invites; chosen in the first step otherwise. */
  person?: { email: string; name: string }
  /** Whose word the roles rest on; nobody's for the very first account. */
  invitedBy?: string
  /** The account that gets a new password and second factor, instead of a new account. */
  accountId?: string
}

/** How long a set-up may take from the first secret on, in milliseconds. */
export const setupLifetime = 24 * 60 * 60_000

/** The most invitations that are listed at once; they last a day, so hardly ever are there more. */
export const mostInvitations = 100

const firstAccount = hashSecret('first staff account')
const invitations = hashSecret('staff invitations')
const recoveryOf = (accountId: string) => hashSecret(`staff recovery ${accountId}`)

/** What finds a set-up again without its secret, in both of its steps. */
export function setupSubject({ accountId, person }: Invitation): string {
  if (accountId !== undefined) return recoveryOf(accountId)
  return person === undefined ? firstAccount : invitations
}

/** Starts the set-up of an account that somebody is invited to, or whose access is recovered; returns the one-time secret. */
export const inviteStaff = (em: EntityManager, invitation: Invitation, now: Date): Promise<string> =>
  issueToken(em, {
    purpose: 'staff-setup',
    subject: setupSubject(invitation),
    payload: { ...invitation },
    ...(invitation.person === undefined ? {} : { about: invitation.person.email }),
    expiresAt: new Date(now.getTime() + setupLifetime),
  })

/** The invitations whose set-up is not finished, newest first. */
export const openInvitations = (em: EntityManager, now: Date): Promise<OpenToken<Invitation>[]> =>
  listTokens<Invitation>(em, 'staff-setup', invitations, { now, limit: mostInvitations })

/** Makes an invitation worthless, however far its set-up is; whether it was still open. */
export const withdrawInvitation = (em: EntityManager, id: string): Promise<boolean> =>
  revokeToken(em, 'staff-setup', id)

/** Whether the owner of an account is setting up password and second factor anew. */
export const hasOpenRecoverySetup = async (em: EntityManager, accountId: string, now: Date): Promise<boolean> =>
  (await listTokens(em, 'staff-setup', recoveryOf(accountId), { now, limit: 1 })).length > 0

/** Ends the set-up that a recovery has led to. */
export const revokeRecoverySetup = (em: EntityManager, accountId: string): Promise<void> =>
  revokeTokens(em, 'staff-setup', recoveryOf(accountId))

/**
 * Refuses an invitation that its inviter could not give any more: they are shut out, or have lost what the roles bring or
 * hold it for a shorter time. Otherwise somebody who is dismissed would leave a way back in.
 */
export async function assertStillInvited(
  em: EntityManager,
  { invitedBy, roles: invited }: Invitation,
  roles: Roles,
  now: Date,
): Promise<void> {
  const inviter = invitedBy === undefined ? undefined : await holdAccount(em, invitedBy)
  if (inviter === undefined || inviter.disabledAt !== null) throw errors.invitationVoid()
  const grants = grantsAt(await assignmentsOf(em, [inviter.id]), roles, now)
  const actor: Actor = { kind: 'staff', accountId: inviter.id, trust: null, name: null, email: null, grants }
  for (const { role, unit, validTo } of invited) {
    try {
      assertMayGrant(actor, roles, { role, unit, validTo: momentOf(validTo) })
    } catch (cause) {
      throw errors.invitationVoid({}, { cause })
    }
  }
}

/** A moment that waited as text. */
export const momentOf = (iso: string | null | undefined): Date | null =>
  iso === null || iso === undefined ? null : new Date(iso)
