import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { Tables } from '../storage/tables.ts'
import { mailTopic } from './mail.ts'
import type { MailMessage } from './mail.ts'

/** Drops mails to an address that wait to be sent or could not be; few wait at any time. Returns how many. */
export async function forgetMails(em: EntityManager, address: string): Promise<number> {
  const rows = rowsOf<Tables>(em)
  const waiting = await rows.selectFrom('core_job').select(['id', 'payload']).where('topic', '=', mailTopic).execute()
  const wanted = address.trim().toLowerCase()
  const ids = waiting.filter(({ payload }) => (payload as MailMessage).to.toLowerCase() === wanted).map(({ id }) => id)
  if (ids.length > 0) await rows.deleteFrom('core_job').where('id', 'in', ids).execute()
  return ids.length
}
