import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { button, errorPage, errorPageTitle, t } from '@kreiswerk/ui-kit'
import { anyone } from '../action/allow.ts'
import type { KreiswerkError } from '../base/error.ts'
import { callerOf, ensureTokenOwner } from './caller.ts'
import type { WebCaller } from './caller.ts'
import { csrfToken } from './csrf.ts'
import { sendDocument } from './document.ts'
import { errors } from './errors.ts'
import { asksForProof, wayToProof } from './kept-form.ts'
import { localeOf } from './locale.ts'
import { page } from './page.ts'
import { logError, sendProblem, setRetryAfter, toKnownError } from './problem.ts'
import type { Site } from './site.ts'
import type { Visit } from './visit.ts'

/** Answers everything that goes wrong: pages to people, problem details to programs. */
export function registerErrorPages(app: FastifyInstance, site: Site): void {
  app.setNotFoundHandler((request, reply) => answer(site, request, reply, errors.pageNotFound()))
  app.setErrorHandler((thrown, request, reply) => answer(site, request, reply, toKnownError(thrown, request)))
}

async function answer(site: Site, request: FastifyRequest, reply: FastifyReply, error: KreiswerkError) {
  logError(request, error)
  reply.header('cache-control', 'no-store')
  setRetryAfter(reply, error)
  // What is left of a body too large is not read.
  if (error.status === 413) reply.header('connection', 'close')
  if (!wantsPage(request)) return sendProblem(reply, error, site.messages, localeOf(site, request))
  const wayIn = wayInFor(error, request)
  if (wayIn !== null) return reply.redirect(wayIn, 303)
  return showError(site, request, reply, error)
}

const isApi = (request: FastifyRequest) => request.url.startsWith('/api/') || request.url === '/openapi.json'

const wantsPage = (request: FastifyRequest): boolean =>
  !isApi(request) && (request.headers.accept === undefined || /text\/html|\*\/\*/.test(request.headers.accept))

/** Where somebody goes who is not logged in, or not surely enough, and how to come back. */
function wayInFor(error: KreiswerkError, request: FastifyRequest): string | null {
  const here = request.method === 'GET' ? request.url : (request.url.split('?')[0] ?? '/')
  if (error.code === 'auth.login-required') {
    const next = encodeURIComponent(here)
    return error.params.realm === 'staff' ? `/staff/anmelden?weiter=${next}` : `/anmelden?weiter=${next}`
  }
  return asksForProof(error) ? wayToProof(error, here) : null
}

async function showError(site: Site, request: FastifyRequest, reply: FastifyReply, error: KreiswerkError) {
  const area = request.url.startsWith('/staff') ? 'staff' : 'citizen'
  const caller = await callerOrNobody(site, request, reply, area)
  const definition = page({ path: '/', area, allow: anyone, title: errorPageTitle(error.status) })
  const served: Visit['served'] = { plugin: 'core', page: definition, checkParams: () => [], checkQuery: () => [] }
  const token = csrfToken(site.seal, ensureTokenOwner(site, reply, caller))
  const visit: Visit = { site, served, request, reply, caller, address: { params: {}, query: {}, url: '/' } }
  const key = `error.${error.code}`
  const words = site.messages.wording('core', caller.locale).words(key)
  reply.code(error.status)
  return sendDocument(visit, {
    title: site.messages.say('core', caller.locale, errorPageTitle(error.status)),
    csrfToken: token,
    content: errorPage({
      status: error.status,
      body: words === undefined ? undefined : html`<p>${t(key, error.params)}</p>`,
      reference: error.status >= 500 ? request.id : undefined,
      homeHref: area === 'staff' ? '/staff' : '/',
      actions: wayBack(request),
    }),
  })
}

// Only to pages there are: an unknown address is somebody else's text.
function wayBack(request: FastifyRequest): TemplateResult | undefined {
  if (request.method !== 'POST' || request.is404) return undefined
  return button.secondary(t('core.back-to-form'), { href: request.url })
}

// The database may be the very thing that failed.
async function callerOrNobody(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  area: 'citizen' | 'staff',
): Promise<WebCaller> {
  try {
    return await callerOf(site, request, reply, area)
  } catch {
    const nobody = { ...site, sessions: { ...site.sessions, find: async () => null } }
    return callerOf(nobody, request, reply, area)
  }
}
