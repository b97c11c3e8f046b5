import type { FastifyReply, FastifyRequest } from 'fastify'
import { newSecret } from '../base/id.ts'
import { readCookie, setCookie } from './cookie.ts'
import { errors } from './errors.ts'
import type { Site } from './site.ts'

/** What a form achieved, carried over the redirect to the page that says so. */
export interface Flash {
  nonce: string
  actionId: string
  reply: unknown
}

export const flashParameter = 'fertig'
const purpose = 'flash'
const seconds = 300
const largest = 3_500

/** Keeps the reply in a sealed cookie for five minutes; returns the nonce that the address of the page carries. */
export function setFlash(site: Site, reply: FastifyReply, owner: string, actionId: string, value: unknown): string {
  const nonce = newSecret(9)
  const sealed = site.seal.close(purpose + owner, { nonce, actionId, reply: value } satisfies Flash)
  if (sealed.length > largest) throw errors.flashTooLarge({ action: actionId })
  setCookie(site, reply, 'kw-done', sealed, seconds)
  return nonce
}

/** The flash that belongs to the nonce in the address, if it is this visitor's. */
export function readFlash(site: Site, request: FastifyRequest, owner: string | undefined, nonce: string): Flash | null {
  const sealed = readCookie(site, request, 'kw-done')
  if (sealed === undefined || owner === undefined) return null
  const flash = site.seal.open(purpose + owner, sealed) as Flash | undefined
  return flash?.nonce === nonce ? flash : null
}
