import { defineError } from '../base/error.ts'
import type { EntityManager } from '../storage/database.ts'
import { enqueue } from '../storage/job.ts'

/** A mail to one person. Say as little as the person needs: mails travel and stay outside the portal. */
export interface MailMessage {
  /** One address without a display name. */
  to: string
  subject: string
  text: string
  html?: string
}

/** The job that delivers mails. */
export const mailTopic = 'core.mail'

const errors = {
  badAddress: defineError('mail.bad-address', 400, 'A mail goes to exactly one address'),
  badSubject: defineError('mail.bad-subject', 400, 'A subject is one line of at most 200 characters'),
}

/** Sends a mail after the commit of `em`, if and only if it commits. Returns the id that its Message-ID will carry. */
export function sendMail(em: EntityManager, message: MailMessage): string {
  if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(message.to)) throw errors.badAddress()
  if (!/^[^\p{Cc}]{1,200}$/u.test(message.subject)) throw errors.badSubject()
  const { to, subject, text, html } = message
  return enqueue(em, mailTopic, { to, subject, text, ...(html === undefined ? {} : { html }) })
}
