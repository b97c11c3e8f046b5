import type { MailMessage } from '../mail/mail.ts'
import type { MailTransport } from '../mail/transport.ts'
import type { JobHandler } from '../storage/job-run.ts'

/** Delivers one mail; the job's id becomes its Message-ID, so that a repetition is recognised. */
export const mailJob = (transport: MailTransport, from: string): JobHandler =>
  async function deliverMail({ payload, jobId }) {
    await transport.send({ ...(payload as MailMessage), id: jobId, from })
  }
