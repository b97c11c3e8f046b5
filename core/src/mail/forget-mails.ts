import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { Tables } from '../storage/tables.ts'
import { mailTopic } from './mail.ts'
import type { MailMessage, WaitingMail } from './mail.ts'

/** Whose mails: an address, what `subjectOfAddress` makes of one, or both. */
export interface Recipient {
  address?: string
  subject: string
}

/** Drops mails to somebody that wait to be sent or could not be; few wait at any time. Returns how many. */
export async function forgetMails(em: EntityManager, { address, subject }: Recipient): Promise<number> {
  const rows = rowsOf<Tables>(em)
  const waiting = await rows.selectFrom('core_job').select(['id', 'payload']).where('topic', '=', mailTopic).execute()
  const wanted = address?.trim().toLowerCase()
  const isTheirs = (mail: Partial<WaitingMail & MailMessage>) =>
    'sealed' in mail ? mail.subject === subject : wanted !== undefined && mail.to?.toLowerCase() === wanted
  const ids = waiting.filter(({ payload }) => isTheirs(payload as WaitingMail)).map(({ id }) => id)
  if (ids.length > 0) await rows.deleteFrom('core_job').where('id', 'in', ids).execute()
  return ids.length
}
