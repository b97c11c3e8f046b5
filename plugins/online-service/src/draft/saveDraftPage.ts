import { Type, action, invalidInput, notFound, signedIn } from '@kreiswerk/core'
import type { ActionContext, Problem } from '@kreiswerk/core'
import { configuredService, formContext, requireTrust, serviceOf } from '../catalogue/catalogue.ts'
import type { Answers } from '../field/field.ts'
import { reserveAnswers } from '../field/liveAnswers.ts'
import { changeFiles } from '../file/changeFiles.ts'
import { discardUnnamed } from '../file/discardFiles.ts'
import { fileOrdersIn, uploadRulesOf } from '../file/fileOrders.ts'
import type { FileOrder } from '../file/fileOrders.ts'
import { rejectedFiles, viewFiles } from '../file/fileView.ts'
import type { Page, Service } from '../service/defineService.ts'
import { askedPages, pageOf, validatePage, withPage } from '../service/form.ts'
import { holdDraft, readFilling, saveDraft } from './draft.ts'
import { readShowOrders } from './showOrders.ts'

export const saveDraftPage = action({
  route: 'POST /services/:service/draft/:page',
  summary: 'Check and keep one page of an application; says which page comes next',
  allow: signedIn(),
  // Files are kept even if something else on the page is wrong: nobody has to choose them twice.
  ownTransactions: true,
  params: Type.Object({ service: Type.String(), page: Type.String() }),
  body: Type.Record(Type.String(), Type.Unknown()),
  files({ params, settings }) {
    const service = configuredService({ settings }, String(params.service))
    const page = pageOf(service, String(params.page))
    return page === undefined ? {} : uploadRulesOf(service, page)
  },
  reply: Type.Object({
    next: Type.Union([Type.String(), Type.Null()]),
    /** The field that was changed, or of which more is to be shown, when its page is to be shown again. */
    changed: Type.Union([Type.String(), Type.Null()]),
    /** What of it is to be shown. */
    show: Type.Union([Type.String(), Type.Null()]),
  }),
  async run(context) {
    const { params, body, actor } = context
    const service = serviceOf(context, params.service)
    requireTrust(service, actor)
    const page = pageOf(service, params.page)
    if (page === undefined) throw notFound()
    const orders = fileOrdersIn(service, page, body)
    const wrong = await keepFiles(context, service, orders)
    const { order, sent } = readShowOrders(service, page, body)
    const changed = orders.find(({ stay }) => stay)?.name ?? order?.name ?? null
    const answers = await keepPage(context, { service, page, orders, sent }, { wrong, checked: changed === null })
    if (changed !== null) return { next: page.id, changed, show: order?.show ?? null }
    const here = service.pages.findIndex(({ id }) => id === page.id)
    const later = ({ id }: Page) => service.pages.findIndex((one) => one.id === id) > here
    return { next: askedPages(service, answers).find(later)?.id ?? null, changed, show: null }
  },
})

/** Attaches and removes what was asked for; says what did not fit. */
async function keepFiles(context: ActionContext, service: Service, orders: readonly FileOrder[]): Promise<Problem[]> {
  const wanted = orders.filter(({ uploads, remove }) => uploads.length + remove.length > 0)
  if (wanted.length === 0) return []
  const { actor, now, unit } = context
  return unit(async (writing) => {
    await holdDraft(writing.em, service, actor.accountId!)
    const { answers } = await readFilling(writing.em, service, actor, now)
    const problems: Problem[] = []
    for (const order of wanted) {
      const { files, problems: found } = await changeFiles(
        writing,
        service,
        actor.accountId!,
        order,
        answers[order.name],
      )
      answers[order.name] = files
      problems.push(...found)
    }
    await discardUnnamed(writing, service.id, actor.accountId!, answers)
    const id = await saveDraft(writing.em, service, actor.accountId!, answers, now)
    const details = wanted.map(({ name, uploads, remove }) => ({
      name,
      attached: uploads.length,
      removed: remove.length,
    }))
    await writing.record({ object: `draft:${id}`, details })
    return problems
  })
}

interface SentPage {
  service: Service
  page: Page
  orders: readonly FileOrder[]
  sent: Answers
}

/** Keeps the page; checked unless it is only shown again with its files changed or more to choose from. */
async function keepPage(
  context: ActionContext,
  { service, page, orders, sent: body }: SentPage,
  { wrong, checked }: { wrong: readonly Problem[]; checked: boolean },
): Promise<Answers> {
  const { actor, now, unit, blobs, locale } = context
  const form = formContext(context)
  return unit(async (writing) => {
    const { em, record } = writing
    await holdDraft(em, service, actor.accountId!)
    const { answers: before, fixed } = await readFilling(em, service, actor, now)
    const files = Object.fromEntries(orders.map(({ name }) => [name, before[name]]))
    const sent = { ...body, ...fixed, ...files }
    const { answers, problems } = checked
      ? validatePage(service, page.id, sent, form, before)
      : { answers: withPage(service, page, sent, form, before), problems: [] }
    const place = { ownerId: actor.accountId!, caseId: null }
    const rejected = checked ? rejectedFiles(await viewFiles({ em, blobs }, files, place)) : []
    const found = [...wrong, ...problems, ...rejected]
    if (found.length > 0) throw invalidInput(found)
    if (checked) {
      const asked = askedPages(service, answers).find(({ id }) => id === page.id)?.asked ?? []
      const chosen = { service, answers, accountId: actor.accountId!, names: asked }
      const lost = await reserveAnswers(writing, chosen, locale)
      if (lost.length > 0) throw invalidInput(lost)
    }
    const id = await saveDraft(em, service, actor.accountId!, answers, now)
    await record({ object: `draft:${id}` })
    return answers
  })
}
