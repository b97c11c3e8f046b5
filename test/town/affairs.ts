import { newId, newSecret, hashSecret } from '../../core/src/base/id.ts'
import { sealRow } from '../../core/src/index.ts'
import { Case, Output } from '../../plugins/online-service/src/case/case.ts'
import { readCase, rows } from '../../plugins/online-service/src/case/rows.ts'
import sample from '../../sample-deployment/kreiswerk.config.ts'
import { freeAllTimes } from './free-times.ts'
import { settleAtOffice } from './office-affairs.ts'
import type { OfficeAffairs } from './office-affairs.ts'
import type { Resident, Who } from './people.ts'
import { ask } from './ask.ts'
import { ownerOf, slots } from './slots.ts'
import type { Slot } from './slots.ts'
import type { Town } from './town.ts'

/** What one citizen has at the city. */
export interface CitizensAffairs extends OfficeAffairs {
  case: string
  trackingNumber: string
  statusCode: string
  output: string
  /** What was attached to the application. */
  file: string
  /** Opens the check page of the output. */
  token: string
  report: string
}

export type Affairs = Readonly<Record<Slot, CitizensAffairs>>

interface Example {
  id: string
  pages: readonly { id: string; fields: readonly string[] }[]
  examples: readonly { answers: object }[]
}

const [bulky, certificate] = (sample.plugins[0]!.settings as { services: readonly [Example, Example] }).services

/** Words in everything that a citizen has typed, and nowhere else. */
export const markOf = (who: Resident): string => `Geheimnis-${who}-q7`

/** Words in every report of a barrier by somebody. */
export const reportMarkOf = (who: Resident): string => `Meldung-${who}-q7`
/** Words in notes for staff only. */
export const noteMark = 'Notiz-intern-q7'

const serviceFor = (who: Who): Example => (who === 'citizenB' ? certificate : bulky)
/** What somebody applies for: citizen B for a certificate, which unit Y issues, the others for a collection by unit X. */
export const serviceOf = (who: Who): string => serviceFor(who).id

/**
 * Everybody files an application, pays it, gets a document of it, reports a barrier, begins another application, and has
 * an appointment.
 */
export async function settleAffairs(town: Town): Promise<Affairs> {
  const affairs: Partial<Record<Slot, CitizensAffairs>> = {}
  for (const slot of slots) affairs[slot] = await affairsOf(town, slot)
  return affairs as Affairs
}

/** Begins an application anew, ready to be filed. */
export async function fillDraft(town: Town, who: Resident & Who): Promise<void> {
  const service = serviceFor(who)
  // The collection of the example's day can be had as often as somebody asks.
  await town.unit(freeAllTimes)
  for (const { id } of service.pages) {
    const path = `/api/online-service/services/${service.id}/draft/${id}`
    await ask(town, who, 'POST', path, answersOf(service.id, id, who))
  }
}

/** Files an application that waits to be paid. */
export async function fileApplication(town: Town, who: Resident & Who): Promise<string> {
  await fillDraft(town, who)
  const path = `/api/online-service/services/${serviceOf(who)}/applications`
  return (await ask(town, who, 'POST', path, { confirmed: true })).caseId!
}

async function filePaid(town: Town, who: Resident & Who): Promise<string> {
  const id = await fileApplication(town, who)
  await ask(town, who, 'POST', `/api/online-service/my-cases/${id}/payment`)
  town.say('payed')
  const { cookie } = town.login(who)!
  await town.portal.app.inject({ url: `/antraege/${id}?zahlung=zurueck`, headers: { cookie } })
  await town.portal.settle()
  town.say('initial')
  return id
}

async function affairsOf(town: Town, slot: Slot): Promise<CitizensAffairs> {
  const who = ownerOf[slot]
  const id = await filePaid(town, who)
  const { trackingNumber = '', statusCode = '' } = await ask(town, who, 'GET', `/api/online-service/my-cases/${id}`)
  const report = { page: '/start', text: `Kein Kontrast: ${reportMarkOf(who)}`, email: `${who}@example.net` }
  const { id: reportId = '' } = await ask(town, who, 'POST', '/api/feedback/reports', report)
  return {
    case: id,
    trackingNumber,
    statusCode,
    report: reportId,
    file: await attachFile(town, id, who),
    ...(await issueOutput(town, id, who)),
    ...(await settleAtOffice(town, slot)),
  }
}

/** A file as if it had come with the application, sealed like everything that people send. */
async function attachFile(town: Town, caseId: string, who: Resident): Promise<string> {
  const file = { id: newId(), name: `${markOf(who)}.png`, mediaType: 'image/png', bytes: 20 }
  const { hash } = await town.portal.runtime.blobs.put(Buffer.from(markOf(who)), { mediaType: 'image/png' })
  await town.unit(async (em) => {
    const row = await readCase(em, caseId)
    const { answers } = await sealRow(em, Case, { id: caseId, answers: { ...row.answers, photos: [file] } })
    await rows(em).updateTable('online_service_case').set({ answers }).where('id', '=', caseId).execute()
    const { id, mediaType, bytes } = file
    const place = { ownerId: row.ownerId, service: row.service, field: 'photos', caseId }
    await rows(em)
      .insertInto('online_service_file')
      .values({ id, ...place, blob: hash, mediaType, bytes, at: town.portal.clock.now })
      .execute()
  })
  return file.id
}

/** A document as from before files were sealed: setting a real one takes a second. */
async function issueOutput(town: Town, caseId: string, who: Resident) {
  const content = Buffer.from(`%PDF-1.7 ${markOf(who)}`)
  const { hash } = await town.portal.runtime.blobs.put(content, { mediaType: 'application/pdf' })
  const token = newSecret()
  const output = {
    id: newId(),
    caseId,
    output: 'bescheinigung',
    title: 'Bescheinigung',
    tokenHash: hashSecret(token),
    code: 'AAAA-BBBB',
    facts: [{ label: 'Familienname', value: 'Mustermann' }],
    blob: hash,
    bytes: content.length,
    issuedAt: town.portal.clock.now,
  }
  await town.unit(async (em) =>
    rows(em)
      .insertInto('online_service_output')
      .values(await sealRow(em, Output, output))
      .execute(),
  )
  return { output: output.id, token }
}

/** What fits a page of an application's form. */
export function answersOf(service: string, page: string, who: Resident): Record<string, unknown> {
  const { pages, examples } = [bulky, certificate].find(({ id }) => id === service)!
  const fields = pages.find(({ id }) => id === page)?.fields ?? []
  const answers = Object.entries(examples[0]?.answers ?? {}).filter(([name]) => fields.includes(name))
  return Object.fromEntries(
    answers.map(([name, value]) => (/^(name|familyName)$/.test(name) ? [name, markOf(who)] : [name, value])),
  )
}

/** Service and page of every step of every application. */
export const formPages = [bulky, certificate].flatMap(({ id, pages }) =>
  pages.map((page) => ({ service: id, page: page.id })),
)
