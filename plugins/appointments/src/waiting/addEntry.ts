import { Type, insertRow, newId, sealRow } from '@kreiswerk/core'
import type { ActionContext, Static } from '@kreiswerk/core'
import { emailIndex } from '../booking/bookHeld.ts'
import { NeedInput, assertNeed } from '../booking/needOf.ts'
import { personKey } from '../booking/share.ts'
import { officesFor, servicesOf } from '../catalogue/catalogue.ts'
import { sendEntryMail } from '../mail/sendEntryMail.ts'
import type { OpenEntry } from '../rows.ts'
import { Entry } from './entry.ts'
import { errors } from './errors.ts'
import { settleEntry } from './settleEntry.ts'

const oneDay = 86_400_000

/** Wishes as actions take them. */
export const EntryInput = Type.Object({
  ...NeedInput,
  offices: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 50, uniqueItems: true }),
  timeOfDay: Type.Union([Type.Literal('any'), Type.Literal('morning'), Type.Literal('afternoon')], { default: 'any' }),
  name: Type.String({ minLength: 2, maxLength: 200 }),
  email: Type.String({ format: 'email', maxLength: 200 }),
})

export const EntryReply = Type.Object({
  /** Sees and leaves; only with an account, otherwise it comes by mail. */
  link: Type.Union([Type.String(), Type.Null()]),
})

/** What an entry of the waiting list and one of a draw differ in. */
export type EntryKind = Pick<OpenEntry, 'firstDay' | 'lastDay' | 'noticeHours' | 'waitAfterDraw' | 'draw'> & {
  closesAt: Date | null
}

/** Writes an entry down. With an account it counts at once; else a link in a mail confirms it. */
export async function addEntry(
  context: ActionContext<unknown, unknown, Static<typeof EntryInput>>,
  { closesAt, ...kind }: EntryKind,
): Promise<Static<typeof EntryReply>> {
  const { body, em, now, actor, locale, record } = context
  const need = assertNeed(body, servicesOf(context))
  const suitable = new Set(officesFor(context, need).map(({ id }) => id))
  if (body.offices.some((id) => !suitable.has(id))) throw errors.offices()
  const accountId = actor.kind === 'citizen' ? actor.accountId : null
  const isOwnAddress = accountId !== null && actor.email?.toLowerCase() === body.email.toLowerCase()
  const email = body.email.trim()
  const entry: OpenEntry = {
    id: newId(),
    state: 'unconfirmed',
    rank: null,
    items: [...need.items],
    variant: need.variant,
    offices: body.offices,
    timeOfDay: body.timeOfDay,
    name: body.name.trim(),
    email,
    emailIndex: await emailIndex(em, email),
    accountId,
    person: await personKey(em, { accountId, email }),
    locale,
    missedOffers: 0,
    joinedAt: now,
    endsAt: new Date(now.getTime() + oneDay),
    ...kind,
  }
  await insertRow(em, Entry, (await sealRow(em, Entry, entry)) as never)
  await record({ object: `entry:${entry.id}` })
  if (isOwnAddress) return { link: await settleEntry(context, entry, closesAt) }
  await sendEntryMail(context, closesAt === null ? 'confirmEntry' : 'confirmWish', entry, closesAt)
  return { link: null }
}
