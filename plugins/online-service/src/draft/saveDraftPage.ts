import { Type, action, invalidInput, notFound, signedIn } from '@kreiswerk/core'
import { formContext, requireTrust, serviceOf } from '../catalogue/catalogue.ts'
import { askedPages, pageOf, validatePage } from '../service/form.ts'
import { readFilling, saveDraft } from './draft.ts'

export const saveDraftPage = action({
  route: 'POST /services/:service/draft/:page',
  summary: 'Check and keep one page of an application; says which page comes next',
  allow: signedIn(),
  params: Type.Object({ service: Type.String(), page: Type.String() }),
  body: Type.Record(Type.String(), Type.Unknown()),
  reply: Type.Object({ next: Type.Union([Type.String(), Type.Null()]) }),
  async run(context) {
    const { params, body, em, actor, now, record } = context
    const service = serviceOf(context, params.service)
    requireTrust(service, actor)
    const page = pageOf(service, params.page)
    if (page === undefined) throw notFound()
    const { answers: before, fixed } = await readFilling(em, service, actor, now)
    const sent = { ...body, ...fixed }
    const { answers, problems } = validatePage(service, page.id, sent, formContext(context), before)
    if (problems.length > 0) throw invalidInput(problems)
    const id = await saveDraft(em, service, actor.accountId!, answers, now)
    await record({ object: `draft:${id}` })
    const pages = askedPages(service, answers)
    const here = service.pages.findIndex(({ id: candidate }) => candidate === page.id)
    const next = pages.find(({ id: candidate }) => service.pages.findIndex((one) => one.id === candidate) > here)
    return { next: next?.id ?? null }
  },
})
