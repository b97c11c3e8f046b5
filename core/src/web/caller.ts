import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Realm } from '../action/allow.ts'
import type { Caller } from '../action/execute.ts'
import { anonymous } from '../auth/actor.ts'
import { newSecret } from '../base/id.ts'
import { localeOf } from './locale.ts'
import type { Site } from './site.ts'

/** A caller as the web server knows it. */
export interface WebCaller extends Caller {
  /** What the CSRF token is bound to: the session, else this visit; absent when there is no cookie at all. */
  tokenOwner: string | undefined
}

const visitCookie = 'kw-visit'

/** Finds out who sends this request, by the cookie of the realm that the route belongs to. */
export async function callerOf(site: Site, request: FastifyRequest, realm: Realm): Promise<WebCaller> {
  const secret = request.cookies[site.sessions.cookieName(realm)]
  const found = secret === undefined ? null : await site.sessions.find(realm, secret)
  const visit = request.cookies[visitCookie]
  return {
    actor: found?.actor ?? anonymous,
    session: found?.session ?? null,
    locale: localeOf(request, site.identity.languages),
    correlationId: request.id,
    visit,
    tokenOwner: found?.session?.id ?? visit,
  }
}

/** Gives a visitor without a session something that a form's token can be bound to. */
export function ensureTokenOwner(site: Site, reply: FastifyReply, caller: WebCaller): string {
  if (caller.tokenOwner !== undefined) return caller.tokenOwner
  const visit = newSecret(16)
  reply.setCookie(visitCookie, visit, { path: '/', httpOnly: true, sameSite: 'lax', secure: site.secure })
  caller.visit = visit
  caller.tokenOwner = visit
  return visit
}
