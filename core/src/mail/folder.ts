import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type MailTransport, composed } from './transport.ts'

/** Keeps mails as `.eml` files in a folder instead of sending them, for portals without a mail server. */
export function mailFolder(folder: string): MailTransport {
  return {
    async send(mail) {
      const { createTransport } = await import('nodemailer')
      const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
      const { message } = await composer.sendMail(composed(mail))
      await mkdir(folder, { recursive: true })
      await writeWhole(join(folder, `${mail.id}.eml`), message as Buffer)
    },
    close: () => {},
  }
}

/** A reader of the folder sees the whole file or none, even after a power cut. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const temporary = `${path}.part`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
