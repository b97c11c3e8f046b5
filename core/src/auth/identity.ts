import { newId } from '../base/id.ts'
import { type TrustLevel, atLeast } from '../base/trust.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { errors } from './errors.ts'
import type { ProvenIdentity } from './identity-provider.ts'
import type { AuthTables, IdentityRow } from './tables.ts'

/** The account that an identity opens, if any. */
export async function accountOfIdentity(em: EntityManager, proven: ProvenIdentity): Promise<string | null> {
  const row = await rowsOf<AuthTables>(em)
    .selectFrom('core_identity')
    .select('accountId')
    .where('issuer', '=', proven.issuer)
    .where('subject', '=', proven.subject)
    .executeTakeFirst()
  return row?.accountId ?? null
}

/** The identities that open an account, oldest first. */
export const listIdentities = (em: EntityManager, accountId: string): Promise<IdentityRow[]> =>
  rowsOf<AuthTables>(em)
    .selectFrom('core_identity')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('id')
    .execute()

/** Lets an identity open an account from now on. Of two accounts at the same moment only one gets it. */
export async function linkIdentity(
  em: EntityManager,
  accountId: string,
  { issuer, subject, trust }: ProvenIdentity,
  now: Date,
): Promise<void> {
  const linked = await rowsOf<AuthTables>(em)
    .insertInto('core_identity')
    .values({ id: newId(), accountId, issuer, subject, trust, createdAt: now, usedAt: now })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (linked === undefined) throw errors.identityTaken()
}

/** Takes an identity from this account; answers what it was, if the account had it. */
export const unlinkIdentity = (em: EntityManager, accountId: string, id: string): Promise<IdentityRow | undefined> =>
  rowsOf<AuthTables>(em)
    .deleteFrom('core_identity')
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .returningAll()
    .executeTakeFirst()

/** Notes that an identity was used, and the highest level it has reached. */
export async function noteIdentityUse(em: EntityManager, proven: ProvenIdentity, now: Date): Promise<void> {
  const rows = rowsOf<AuthTables>(em)
  const row = await rows
    .selectFrom('core_identity')
    .select(['id', 'trust'])
    .where('issuer', '=', proven.issuer)
    .where('subject', '=', proven.subject)
    .executeTakeFirstOrThrow()
  const trust: TrustLevel = atLeast(proven.trust, row.trust) ? proven.trust : row.trust
  await rows.updateTable('core_identity').set({ usedAt: now, trust }).where('id', '=', row.id).execute()
}
