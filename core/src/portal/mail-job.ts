import { openMail } from '../mail/mail.ts'
import type { MailTransport } from '../mail/transport.ts'
import { withoutAddresses } from '../mail/without-addresses.ts'
import type { Database } from '../storage/database.ts'
import type { JobHandler } from '../storage/job-run.ts'

/** Delivers one mail; the job's id becomes its Message-ID, so that a repetition is recognised. */
export const mailJob = (database: Database, transport: MailTransport, from: string): JobHandler =>
  async function deliverMail({ payload, jobId }) {
    const mail = await openMail(database.em(), jobId, payload)
    if (mail === null) return
    await transport.send({ ...mail, id: jobId, from }).catch((error: unknown) => {
      throw withoutAddresses(error)
    })
  }
