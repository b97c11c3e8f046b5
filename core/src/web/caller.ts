import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Realm } from '../action/allow.ts'
import type { Cookies } from '../action/context.ts'
import type { Caller } from '../action/execute.ts'
import { anonymous } from '../auth/actor.ts'
import { newSecret } from '../base/id.ts'
import { cookieAttributes, readCookie, setCookie } from './cookie.ts'
import { localeOf } from './locale.ts'
import type { Presence, Site } from './site.ts'

/** A caller as the web server knows it. */
export interface WebCaller extends Caller {
  /** What the CSRF token is bound to: the session, else this visit; absent when there is no cookie at all. */
  tokenOwner: string | undefined
}

// As `ensureTokenOwner` makes them; also keeps anybody from passing off a session's id as a visit.
const wellFormedVisit = /^[\w-]{22}$/

/** Finds out who sends this request, by the cookie of the realm that the route belongs to. */
export async function callerOf(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  realm: Realm,
  presence: Presence = 'asking',
): Promise<WebCaller> {
  const secret = request.cookies[site.sessions.cookieName(realm)]
  const found = secret === undefined ? null : await site.sessions.find(realm, secret, presence)
  const visit = visitOf(site, request)
  return {
    client: { ip: request.ip, userAgent: request.headers['user-agent'] ?? '' },
    cookies: cookiesOf(site, request, reply),
    actor: found?.actor ?? anonymous,
    session: found?.session ?? null,
    locale: localeOf(site, request),
    correlationId: request.id,
    visit,
    tokenOwner: found?.session?.id ?? visit,
  }
}

function visitOf(site: Site, request: FastifyRequest): string | undefined {
  const visit = readCookie(site, request, 'kw-visit')
  return visit !== undefined && wellFormedVisit.test(visit) ? visit : undefined
}

function cookiesOf(site: Site, request: FastifyRequest, reply: FastifyReply): Cookies {
  const attributes = cookieAttributes(site)
  const ofSessions = (['citizen', 'staff'] as const).map((realm) => site.sessions.cookieName(realm))
  return {
    get: (name) => request.cookies[name],
    set: (name, value, { seconds } = {}) => void reply.setCookie(name, value, { ...attributes, maxAge: seconds }),
    clear(name) {
      reply.clearCookie(name, attributes)
      // Whoever uses this browser next finds nothing that a page of the portal left in it.
      if (ofSessions.includes(name)) reply.header('clear-site-data', '"storage"')
    },
  }
}

/** Gives a visitor without a session something that a form's token can be bound to. */
export function ensureTokenOwner(site: Site, reply: FastifyReply, caller: WebCaller): string {
  if (caller.tokenOwner !== undefined) return caller.tokenOwner
  const visit = newSecret(16)
  setCookie(site, reply, 'kw-visit', visit)
  caller.visit = visit
  caller.tokenOwner = visit
  return visit
}
