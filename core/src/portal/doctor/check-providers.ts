import type { MailTransport } from '../../mail/transport.ts'
import type { IdentityProvider } from '../../auth/identity-provider.ts'
import type { PaymentProvider } from '../../payments/provider.ts'
import type { Finding } from './finding.ts'
import { checked, ok, problem, warning } from './finding.ts'

/** Whether mails would be taken. Sends none. */
export function checkMail(mail: MailTransport | undefined): Promise<Finding[]> {
  return checked('mail', 'Check SMTP_URL, the mail server and the way to it', async () => {
    if (mail === undefined) return warning('mail', 'no mail server; mails stay in a folder', 'Set "mail" in the config')
    if (mail.verify === undefined) return ok('mail', 'set up; this transport cannot be asked')
    await mail.verify()
    return ok('mail', 'the mail server takes mails')
  })
}

/** Whether the payment provider accepts payments of this portal. Pays nothing. */
export function checkPayments(payments: PaymentProvider | undefined): Promise<Finding[]> {
  return checked('payments', 'Check the settings of "payments" in the config', async () => {
    if (payments === undefined) return ok('payments', 'none are taken')
    const outcome = await payments.status()
    if (outcome.kind === 'ready') return ok('payments', `${payments.id} accepts payments`)
    return outcome.kind === 'rejected'
      ? problem('payments', `${payments.id} refuses: ${outcome.code}`, 'Check originatorId, endPointId and credentials')
      : problem('payments', `${payments.id} gives no answer: ${outcome.cause}`, 'Check its address and the way to it')
  })
}

/** Whether the identity providers elsewhere answer. */
export async function checkIdentity(providers: readonly IdentityProvider[]): Promise<Finding[]> {
  if (providers.length === 0) return [warning('identity', 'nobody can log in', 'Set "identity" in the config')]
  const findings = await Promise.all(
    providers.map((provider) =>
      checked('identity', `Check the issuer of "${provider.id}" and the way to it`, async () => {
        if (provider.kind === 'password') return ok('identity', 'accounts with e-mail address and password')
        await provider.reach?.()
        return ok('identity', `${provider.id} answers`)
      }),
    ),
  )
  return findings.flat()
}
