import { join } from 'node:path'
import { replaceFile } from '../base/durable-file.ts'
import { type MailTransport, composed } from './transport.ts'

/** Keeps mails as `.eml` files in a folder instead of sending them, for portals without a mail server. */
export function mailFolder(folder: string): MailTransport {
  return {
    async send(mail) {
      const { createTransport } = await import('nodemailer')
      const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
      const { message } = await composer.sendMail(composed(mail))
      await replaceFile(join(folder, `${mail.id}.eml`), message as Buffer)
    },
    close: () => {},
  }
}
