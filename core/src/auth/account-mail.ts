import { t } from '@kreiswerk/ui-kit'
import type { Readable } from '@kreiswerk/ui-kit'
import type { EntityManager } from '../storage/database.ts'
import { sendMail } from '../mail/mail.ts'
import { contactEmail } from './attribute.ts'
import type { AccountRow } from './tables.ts'

/** What mails about accounts need to know of the portal. */
export interface AccountMail {
  /** Puts a text into words of a language. */
  say(locale: string, text: Readable): string
  /** Name of the portal in subjects, e.g. `Stadt Aachen`. */
  portal: string
}

/** What the owner of an account is told; the words are `core.account.mail.<news>.subject` and `.text`. */
export type AccountNews =
  | 'reset'
  | 'password-changed'
  | 'recovered'
  | 'passkey-added'
  | 'passkey-removed'
  | 'identity-linked'
  | 'identity-removed'

/** Writes to the owner of an account, in its language; nobody hears of it where there is no address. */
export async function tellOwner(
  em: EntityManager,
  { say, portal }: AccountMail,
  account: AccountRow,
  news: AccountNews,
  params: Record<string, string> = {},
): Promise<void> {
  const to = account.email ?? (await contactEmail(em, account.id))
  if (to === null) return
  const words = { portal, ...params }
  sendMail(em, {
    to,
    subject: say(account.locale, t(`core.account.mail.${news}.subject`, words)),
    text: say(account.locale, t(`core.account.mail.${news}.text`, words)),
  })
}
