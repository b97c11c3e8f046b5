import type { FastifyRequest } from 'fastify'
import { errors } from './errors.ts'
import type { Seal } from './seal.ts'

const purpose = 'csrf'

/** The token of a session, or of a visit where nobody is logged in. */
export const csrfToken = (seal: Seal, owner: string): string => seal.sign(purpose, owner)

/**
 * First layer: what changes something comes from a page of this portal (Sec-Fetch-Site, else Origin). What the portal's
 * address is says its setting alone: `Host` and `X-Forwarded-Host` are what the client or a proxy makes them.
 */
export function assertOwnOrigin(request: FastifyRequest, origin: string): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw errors.foreignOrigin()
  const from = request.headers.origin
  if (from !== undefined && !isSameOrigin(from, origin)) throw errors.foreignOrigin()
}

const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/

/** On the own machine the names of it are one: people open what a terminal shows them under any. */
const isSameOrigin = (from: string, origin: string): boolean =>
  from === origin ||
  (loopback.test(from) && loopback.test(origin) && from.replace(loopback, '') === origin.replace(loopback, ''))

/** Second layer: the token that only a page rendered for this session can know. */
export function assertToken(seal: Seal, owner: string | undefined, token: unknown): void {
  if (owner === undefined || typeof token !== 'string' || !seal.verify(purpose, owner, token)) throw errors.csrfToken()
}
