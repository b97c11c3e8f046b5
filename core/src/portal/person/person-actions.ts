import { action } from '../../action/action.ts'
import { may } from '../../action/allow.ts'
import type { ActionContext } from '../../action/context.ts'
import { errors as actionErrors, notFound } from '../../action/errors.ts'
import { fileReply } from '../../action/file-reply.ts'
import { receiptFor } from '../../audit/issue-receipt.ts'
import { readEntry } from '../../audit/entry.ts'
import { isError } from '../../base/error.ts'
import { defineError } from '../../base/error.ts'
import { Type } from '../../base/schema.ts'
import type { DataSubject } from '../../plugin/define-plugin.ts'
import { accountDesk } from '../account/account-desk.ts'
import { openInquiry, readInquiry } from './inquiry.ts'
import { erasePerson as erase, exportPerson as collect, lookUpPerson as lookUp } from './person-data.ts'
import { personDesk } from './person-desk.ts'
import { readableExport } from './readable-export.ts'

/** Lets somebody look citizens up, hand out what is kept about them, and erase it. */
export const erasePersons = 'core.erase-persons'

/** It reaches into every plugin, so a grant within one unit is not enough. */
const wholePortal = { unit: null }

/** How old a login may be for an erasure, in minutes. */
export const loginMinutes = 15

const errors = {
  wordWrong: defineError('core.erasure-word-wrong', 400, 'Type the word that the page names, to confirm the erasure'),
  loginTooOld: defineError('core.login-too-old', 409, 'Log out and in again: an erasure needs a login from just now'),
}

const inquiryParams = Type.Object({ inquiry: Type.String({ minLength: 20, maxLength: 100, pattern: '^[\\w-]+$' }) })

/** Why something is erased: the letters of DSGVO Art. 17 (1). */
export const grounds = ['a', 'b', 'c', 'd', 'e'] as const

type Reaching = Pick<ActionContext, 'em' | 'actor' | 'now' | 'authorize'>

/** Whom the inquiry in an address is about; not found when it is over or somebody else's. */
export async function askedFor({ em, actor, now, authorize }: Reaching, inquiry: string): Promise<DataSubject> {
  authorize(erasePersons, wholePortal)
  const subject = await readInquiry(em, actor.accountId, inquiry, now)
  if (subject === null) throw notFound()
  return subject
}

export const isLoginFresh = (authTime: Date | undefined, now: Date): boolean =>
  authTime !== undefined && now.getTime() - authTime.getTime() <= loginMinutes * 60_000

export const lookUpPerson = action({
  route: 'POST /persons/inquiries',
  summary:
    'Look a citizen up by address, account id or a number of a plugin; answers what stands for them in addresses',
  allow: may(erasePersons),
  ownTransactions: true,
  body: Type.Object({ reference: Type.String({ minLength: 3, maxLength: 250 }) }),
  reply: Type.Object({ inquiry: Type.String() }),
  async run({ actor, body, now, authorize, use }) {
    authorize(erasePersons, wholePortal)
    const options = use(personDesk).optionsFor(actor, 'core.lookUpPerson')
    const open = lookUp(options, body.reference, (em, subject) => openInquiry(em, actor.accountId!, subject, now))
    const inquiry = await open.catch((error: unknown) => {
      if (!isError(error, 'core.unknown-person') && !isError(error, 'core.ambiguous-person')) throw error
      const { code, params } = error
      throw actionErrors.invalidInput({}, { problems: [{ pointer: '/reference', code, params }] })
    })
    return { inquiry }
  },
})

export const exportPerson = action({
  route: 'GET /persons/inquiries/:inquiry/export',
  summary: 'Everything kept about the citizen of an inquiry, for people to read or for machines (DSGVO Art. 15 and 20)',
  allow: may(erasePersons),
  ownTransactions: true,
  params: inquiryParams,
  query: Type.Object({ format: Type.Union([Type.Literal('json'), Type.Literal('html')], { default: 'json' }) }),
  reply: fileReply,
  async run(context) {
    const { actor, params, query, now, use, locale } = context
    const subject = await askedFor(context, params.inquiry)
    const exported = await collect(use(personDesk).optionsFor(actor, 'core.exportPerson'), subject)
    const { name: portal, say } = use(accountDesk)
    if (query.format === 'json') {
      const content = `${JSON.stringify(exported, null, 2)}\n`
      return { content, mediaType: 'application/json', fileName: 'auskunft.json' }
    }
    const content = readableExport(exported, { portal, now, locale, say: (text) => say(locale, text) })
    return { content, mediaType: 'text/html; charset=utf-8', fileName: 'auskunft.html' }
  },
})

export const erasePerson = action({
  route: 'POST /persons/inquiries/:inquiry/erasure',
  summary: 'Erase everything about the citizen of an inquiry but what a duty keeps; needs a login from just now',
  allow: may(erasePersons),
  ownTransactions: true,
  params: inquiryParams,
  body: Type.Object({
    ground: Type.Union(grounds.map((letter) => Type.Literal(letter))),
    word: Type.String({ maxLength: 50 }),
  }),
  reply: Type.Object({ entryId: Type.String() }),
  async run(context) {
    const { actor, session, params, body, now, use } = context
    const subject = await askedFor(context, params.inquiry)
    if (!isLoginFresh(session?.authTime, now)) throw errors.loginTooOld()
    if (!['LÖSCHEN', 'LOESCHEN', 'ERASE'].includes(body.word.trim().normalize('NFC').toUpperCase()))
      throw errors.wordWrong({}, { problems: [{ pointer: '/word', code: errors.wordWrong().code }] })
    const desk = use(personDesk)
    const { entryId } = await erase(desk.optionsFor(actor, 'core.erasePerson'), subject, body.ground)
    await desk.settleErasure()
    return { entryId }
  },
})

/** The proof of an erasure as it stands in the log; `null` for the moment until it does, not found for other entries. */
export async function erasureReceipt({ em, authorize }: Pick<Reaching, 'em' | 'authorize'>, entryId: string) {
  authorize(erasePersons, wholePortal)
  const receipt = await receiptFor(em, entryId).catch((error: unknown) => {
    if (isError(error, 'audit.entry-unknown')) throw notFound()
    throw error
  })
  if (receipt !== null && readEntry(receipt.entry)?.action !== 'core.erasePerson') throw notFound()
  return receipt
}

export const readErasureReceipt = action({
  route: 'GET /persons/erasures/:id/receipt',
  summary: 'The receipt of an erasure, which names nobody; anybody can check it',
  allow: may(erasePersons),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  reply: fileReply,
  async run(context) {
    const receipt = await erasureReceipt(context, context.params.id)
    if (receipt === null) throw notFound()
    return { content: receipt.text, mediaType: 'text/plain; charset=utf-8', fileName: 'loeschnachweis.txt' }
  },
})

export const personActions = { lookUpPerson, exportPerson, erasePerson, readErasureReceipt }
