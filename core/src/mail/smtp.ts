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
  let connecting: ReturnType<typeof connect> | undefined
  const transporter = () => (connecting ??= connect(url))
  return {
    async send(mail) {
      await (await transporter()).sendMail(composed(mail))
    },
    async verify() {
      await (await transporter()).verify()
    },
    close: () => void connecting?.then((open) => open.close()),
  }
}

async function connect(url: string) {
  const { createTransport } = await import('nodemailer')
  return createTransport(
    { url, pool: true, maxConnections: 2, connectionTimeout: 10_000, socketTimeout: 30_000 },
    { disableFileAccess: true, disableUrlAccess: true },
  )
}
