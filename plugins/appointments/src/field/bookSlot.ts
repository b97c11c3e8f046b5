import type { WritingContext } from '@kreiswerk/core'
import type { FiledCase, FormAnswer } from '@kreiswerk/online-service/contract'
import { emailIndex } from '../booking/bookHeld.ts'
import { freeCode } from '../booking/code.ts'
import { advance } from '../booking/readBooking.ts'
import { personKey, takeShares } from '../booking/share.ts'
import { keepTime } from '../booking/takeTime.ts'
import { officeOf } from '../catalogue/catalogue.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { planReminders } from '../reminder/planReminders.ts'
import { keptUntil } from '../booking/newBooking.ts'
import type { OpenBooking } from '../rows.ts'
import type { Catalogue } from './catalogue.ts'
import { settingsOf } from './slotSettings.ts'

/** The time a form held is the case's from now on. Nobody has to follow a link: its applicant is logged in. */
export async function bookSlot(
  context: WritingContext,
  catalogue: Catalogue,
  held: OpenBooking,
  { name, field, accountId, filed }: FormAnswer & { filed: FiledCase },
): Promise<void> {
  const { em } = context
  const { applicant, reference, title, href, staffHref } = filed
  const said = {
    name: applicant.name,
    email: applicant.email,
    code: held.code ?? (await freeCode(em)),
    emailIndex: applicant.email === null ? null : await emailIndex(em, applicant.email),
    accountId,
    locale: applicant.locale,
    heldUntil: null,
    keepUntil: keptUntil(held.endsAt, catalogue.settings.keepDays),
    reference,
    linkedTo: { field: name, title, href, staffHref, leadDays: settingsOf(field).leadDays ?? 0 },
  }
  await keepTime(em, officeOf(context, held.office), held, null)
  const person = await personKey(em, { accountId, email: applicant.email ?? '' })
  await takeShares(em, person, held, catalogue.services)
  await advance(em, held, 'confirmed', said)
  await planReminders({ em, now: context.now, reminders: catalogue.settings.reminders }, held)
  await context.record({ object: `booking:${held.id}` })
  await sendBookingMail(context, 'confirmed', { ...held, ...said, state: 'confirmed' })
}
