import { defineError } from '../base/error.ts'
import { type MailTransport, composed } from './transport.ts'

// What the address is stays out of it: it carries the password of the mail server.
const badAddress = defineError(
  'mail.address-invalid',
  500,
  'The address of the mail server (usually SMTP_URL) must begin with smtp:// or smtps:// and name a host, such as smtps://user:password@mail.example:465',
)

/**
 * Delivers through a mail server, e.g. `smtps://user:password@mail.example:465` or `smtp://localhost:1025`. Connects at
 * the first mail; keeps up to two connections. Without an address there is no transport: the portal then keeps mails in
 * a folder. Throws `mail.address-invalid`.
 */
export function smtp(url: string): MailTransport
export function smtp(url: string | undefined): MailTransport | undefined
export function smtp(url: string | undefined): MailTransport | undefined {
  if (url === undefined || url === '') return undefined
  assertAddress(url)
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

function assertAddress(url: string): void {
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {}
  if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '') throw badAddress()
}

async function connect(url: string) {
  const { createTransport } = await import('nodemailer')
  return createTransport(
    { url, pool: true, maxConnections: 2, connectionTimeout: 10_000, socketTimeout: 30_000 },
    { disableFileAccess: true, disableUrlAccess: true },
  )
}
