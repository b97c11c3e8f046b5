import { createTransport } from 'nodemailer'
import { type MailTransport, composed } from './transport.ts'

/**
 * Delivers through a mail server, e.g. `smtps://user:password@mail.example:465` or `smtp://localhost:1025`. Connects at
 * the first mail; keeps up to two connections. Without an address there is no transport: the portal then keeps mails in
 * a folder.
 */
export function smtp(url: string): MailTransport
export function smtp(url: string | undefined): MailTransport | undefined
export function smtp(url: string | undefined): MailTransport | undefined {
  if (url === undefined || url === '') return undefined
  let transporter: ReturnType<typeof connect> | undefined
  return {
    async send(mail) {
      transporter ??= connect(url)
      await transporter.sendMail(composed(mail))
    },
    async verify() {
      transporter ??= connect(url)
      await transporter.verify()
    },
    close: () => transporter?.close(),
  }
}

const connect = (url: string) =>
  createTransport(
    { url, pool: true, maxConnections: 2, connectionTimeout: 10_000, socketTimeout: 30_000 },
    { disableFileAccess: true, disableUrlAccess: true },
  )
