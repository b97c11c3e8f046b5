import { defineError } from '../base/error.ts'
import type { EntityManager } from '../storage/database.ts'
import { enqueueMade } from '../storage/job.ts'
import { openJson, sealJson, subjectOfAddress } from '../vault/vault.ts'

/** A mail to one person. Say as little as the person needs: mails travel and stay outside the portal. */
export interface MailMessage {
  /** One address without a display name. */
  to: string
  subject: string
  text: string
  html?: string
  /** What calendars of mail programs take in: an iCalendar object (RFC 5545) and its method (RFC 5546). */
  calendar?: { method: 'REQUEST' | 'CANCEL' | 'PUBLISH'; content: string }
}

/** The job that delivers mails. */
export const mailTopic = 'core.mail'

const errors = {
  badAddress: defineError('mail.bad-address', 400, 'A mail goes to exactly one address'),
  badSubject: defineError('mail.bad-subject', 400, 'A subject is one line of at most 200 characters'),
}

/** A mail that waits: sealed with the key of its address, so that it goes with whoever is erased. */
export interface WaitingMail {
  /** Who gets it, as `subjectOfAddress` names them. */
  subject: string
  sealed: string
}

/** Sends a mail after the commit of `em`, if and only if it commits. Returns the id that its Message-ID will carry. */
export function sendMail(em: EntityManager, message: MailMessage): string {
  if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(message.to)) throw errors.badAddress()
  if (!/^[^\p{Cc}]{1,200}$/u.test(message.subject)) throw errors.badSubject()
  const { to, subject, text, html, calendar } = message
  const mail: MailMessage = {
    to,
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    ...(calendar === undefined ? {} : { calendar }),
  }
  return enqueueMade(em, mailTopic, async (id): Promise<WaitingMail> => {
    const recipient = await subjectOfAddress(em, to)
    return { subject: recipient, sealed: await sealJson(em, recipient, placeOf(id), mail) }
  })
}

/** A mail that waits in the job of this id; `null` when its recipient was erased meanwhile. */
export async function openMail(em: EntityManager, jobId: string, payload: unknown): Promise<MailMessage | null> {
  // Those that waited when the portal was updated lie in the clear.
  if (!isSealed(payload)) return payload as MailMessage
  return (await openJson(em, placeOf(jobId), payload.sealed)) as MailMessage | null
}

const isSealed = (payload: unknown): payload is WaitingMail =>
  typeof payload === 'object' && payload !== null && 'sealed' in payload
const placeOf = (id: string) => ({ table: 'core_job', id, column: 'payload' })
