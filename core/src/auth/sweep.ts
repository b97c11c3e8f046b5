import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { AuthTables } from './tables.ts'

/** Deletes what has run out: sessions, logins under way, links, counts of failures. Run it every few minutes. */
export async function sweepExpired(em: EntityManager, now: Date): Promise<void> {
  const rows = rowsOf<AuthTables>(em)
  await rows
    .deleteFrom('core_session')
    .where((eb) => eb.or([eb('expiresAt', '<=', now), eb('idleExpiresAt', '<=', now), eb('revokedAt', '<=', now)]))
    .execute()
  await rows.deleteFrom('core_login_attempt').where('expiresAt', '<=', now).execute()
  await rows.deleteFrom('core_token').where('expiresAt', '<=', now).execute()
  await rows.deleteFrom('core_rate_limit').where('forgetAt', '<=', now).execute()
}
