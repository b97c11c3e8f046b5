import { timingSafeEqual } from 'node:crypto'
import { blindIndex, notFound } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'

/** What a secret link opens, and the version of it that the link is bound to. */
export interface Keyed {
  kind: 'visit' | 'device'
  id: string
  version: number
}

/** The secret part of an address: the id and a keyed hash, so that nothing secret is stored. */
export async function keyedLink(em: EntityManager, { kind, id, version }: Keyed): Promise<string> {
  const mac = await blindIndex(em, { table: `appointments_${kind}`, column: 'link' }, `${id} ${version}`)
  return `${id}.${mac}`
}

/** Throws `action.not-found` unless the link was made for exactly this. */
export async function assertKeyedLink(em: EntityManager, link: string, keyed: Keyed): Promise<void> {
  const given = Buffer.from(link)
  const right = Buffer.from(await keyedLink(em, keyed))
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound()
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The id in a link, still unproven; throws `action.not-found` where there is none. */
export function idInLink(link: string): string {
  const id = link.split('.')[0] ?? ''
  if (!uuid.test(id)) throw notFound()
  return id
}
