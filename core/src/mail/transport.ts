import type { SendMailOptions } from 'nodemailer'
import type { MailMessage } from './mail.ts'

/** A mail on its way out. */
export interface OutgoingMail extends MailMessage {
  /** Stable over repetitions, so that a mail sent twice is recognised as one. */
  id: string
  /** Sender as `Name <address>`. */
  from: string
}

/** Takes mails out of the portal; fails if the mail may not have been accepted, and is then asked again. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<void>
  /** Whether mails would be taken now; fails with the reason when not. Sends nothing. */
  verify?(): Promise<void>
  close(): void
}

/** A mail as nodemailer takes it. `Auto-Submitted` keeps other machines from answering (RFC 3834). */
export function composed(mail: OutgoingMail): SendMailOptions {
  const domain = /@([^>\s]+)/.exec(mail.from)?.[1] ?? 'localhost'
  return {
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    ...(mail.calendar === undefined ? {} : { icalEvent: { ...mail.calendar, filename: 'calendar.ics' } }),
    messageId: `<${mail.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
