import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Site } from './site.ts'

/** The server's own cookies, besides those of sessions. Over HTTPS the prefix binds them to this very host. */
export type OwnCookie = 'kw-visit' | 'kw-done' | 'kw-locale'

type Place = Pick<Site, 'secure'>

const nameOf = (site: Place, cookie: OwnCookie): string => (site.secure ? `__Host-${cookie}` : cookie)

/** What every cookie of the portal has in common. */
export const cookieAttributes = (site: Place) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: site.secure }) as const

export const readCookie = (site: Place, request: FastifyRequest, cookie: OwnCookie): string | undefined =>
  request.cookies[nameOf(site, cookie)]

/** Sets a cookie for `seconds`, or for as long as the browser is open. */
export function setCookie(site: Place, reply: FastifyReply, cookie: OwnCookie, value: string, seconds?: number): void {
  reply.setCookie(nameOf(site, cookie), value, { ...cookieAttributes(site), maxAge: seconds })
}
