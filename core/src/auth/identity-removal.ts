import { type AccountMail, tellOwner } from './account-mail.ts'
import { holdAccount } from './account.ts'
import { forgetAttributes } from './attribute.ts'
import { errors } from './errors.ts'
import { listIdentities, unlinkIdentity } from './identity.ts'
import { revokeSessionsOf } from './session.ts'
import { hasWayIn } from './ways-in.ts'
import type { EntityManager } from '../storage/database.ts'

export interface IdentityRemoval {
  accountId: string
  identityId: string
  /** The session it is asked from; the only one that stays, since others may have been opened with that identity. */
  sessionId: string | undefined
}

/**
 * Takes an identity its way into the account, with what its provider said about the person, and tells the owner. Fails with
 * `auth.last-way-in` when nothing else opens the account; `false` when it has no such identity.
 */
export async function removeIdentity(
  em: EntityManager,
  mail: AccountMail,
  { accountId, identityId, sessionId }: IdentityRemoval,
  now: Date,
): Promise<boolean> {
  const account = await holdAccount(em, accountId)
  const removed = account && (await unlinkIdentity(em, accountId, identityId))
  if (account === undefined || removed === undefined) return false
  if (!(await hasWayIn(em, account))) throw errors.lastWayIn()
  await tellOwner(em, mail, account, 'identity-removed')
  const left = await listIdentities(em, accountId)
  if (!left.some(({ issuer }) => issuer === removed.issuer)) await forgetAttributes(em, accountId, removed.issuer)
  await revokeSessionsOf(em, accountId, now, sessionId)
  return true
}
