import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Realm } from '../action/allow.ts'
import { assertAllowed } from '../action/allow.ts'
import { proofOf } from '../action/execute.ts'
import { unstorableIn } from '../action/unstorable.ts'
import { compiledAtFirstUse } from '../action/validation.ts'
import type { Check } from '../action/validation.ts'
import { errors as actionErrors } from '../action/errors.ts'
import { isError } from '../base/error.ts'
import type { KreiswerkError } from '../base/error.ts'
import type { TSchema } from '../base/schema.ts'
import { callerOf } from './caller.ts'
import type { WebCaller } from './caller.ts'
import { asksForProof, findKeptForm, keptParameter } from './kept-form.ts'
import { setCookie } from './cookie.ts'
import { flashParameter } from './flash.ts'
import { localeParameter } from './locale.ts'
import { showPage } from './show-page.ts'
import { submitPage } from './submit-page.ts'
import type { ServedPage } from './served-page.ts'
import type { Site } from './site.ts'

const oneYear = 31_536_000
const ownParameters = [flashParameter, localeParameter, keptParameter]

/** Serves every page, and takes the forms it shows. */
export function registerPageRoutes(app: FastifyInstance, site: Site): void {
  for (const bound of site.pages) {
    const { definition } = bound.page
    const served: ServedPage = {
      ...bound,
      checkParams: checkOf(definition.params),
      checkQuery: checkOf(definition.query),
    }
    app.get(definition.path, { config: { page: definition.path } }, (request, reply) =>
      chooseLocale(site, request, reply) ? reply : get(site, served, request, reply),
    )
    if (definition.done !== undefined) {
      app.post(definition.path, { config: { page: definition.path } }, (request, reply) =>
        post(site, served, request, reply),
      )
    }
  }
}

/** What is not described may be anything that could be kept. */
const checkOf = (schema: TSchema | undefined): Check =>
  schema === undefined ? unstorableIn : compiledAtFirstUse(schema, 'text')

async function get(site: Site, served: ServedPage, request: FastifyRequest, reply: FastifyReply) {
  const { caller, address } = await enter(site, served, request, reply)
  assertAllowed(served.page.definition.allow, caller.actor, proofOf(site.runtime, caller))
  const { [flashParameter]: nonce, [keptParameter]: kept } = request.query as Record<string, unknown>
  const flashNonce = typeof nonce === 'string' ? nonce : null
  const attempt = typeof kept === 'string' ? await findKeptForm(site, caller, address.url, kept) : null
  return showPage({ site, served, request, reply, caller, address, attempt, flashNonce, kept: attempt !== null })
}

async function post(site: Site, served: ServedPage, request: FastifyRequest, reply: FastifyReply) {
  const { caller, address } = await enter(site, served, request, reply)
  const refusal = refusalOf(site, served, caller)
  return submitPage({ site, served, request, reply, caller, address }, refusal)
}

/** What keeps the person from this page for now, if they can mend it and come back to what they typed. */
function refusalOf(site: Site, served: ServedPage, caller: WebCaller): KreiswerkError | null {
  try {
    assertAllowed(served.page.definition.allow, caller.actor, proofOf(site.runtime, caller))
    return null
  } catch (error) {
    if (isError(error) && asksForProof(error)) return error
    throw error
  }
}

async function enter(site: Site, served: ServedPage, request: FastifyRequest, reply: FastifyReply) {
  const caller = await callerOf(site, request, reply, areaRealm(served))
  const params = { ...(request.params as object) }
  const query = without(request.query as Record<string, unknown>, ownParameters)
  const address = { params, query, url: urlOf(request) }
  if (served.checkParams(params).length > 0) throw actionErrors.notFound()
  const problems = served.checkQuery(query)
  if (problems.length > 0) throw actionErrors.invalidInput({}, { problems })
  return { caller, address }
}

const areaRealm = (served: ServedPage): Realm => (served.page.definition.area === 'staff' ? 'staff' : 'citizen')

function without(query: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)))
}

/** Path and query of the request without the kernel's own parameters; begins with one slash, so it stays here. */
function urlOf(request: FastifyRequest): string {
  if (plainPath.test(request.url)) return request.url
  const url = new URL(`http://portal${request.url}`)
  for (const name of ownParameters) url.searchParams.delete(name)
  return url.pathname.replace(/^\/+/, '/') + url.search
}

/** Nothing to take out, and nothing that is spelled in more than one way. */
const plainPath = /^(?:\/[\w-]+)+$|^\/$/

function chooseLocale(site: Site, request: FastifyRequest, reply: FastifyReply): boolean {
  const wanted = (request.query as Record<string, unknown>)[localeParameter]
  if (typeof wanted !== 'string') return false
  if (site.identity.languages.includes(wanted)) {
    setCookie(site, reply, 'kw-locale', wanted, oneYear)
  }
  reply.redirect(urlOf(request), 303)
  return true
}
