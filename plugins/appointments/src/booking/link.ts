import { blindIndex, notFound } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { timingSafeEqual } from 'node:crypto'

/**
 * What a link allows: to go on with a hold, to confirm, to see, move and cancel; to take an offer; to confirm an entry of
 * the waiting list, to see and leave it.
 */
export type LinkKind = 'hold' | 'confirm' | 'manage' | 'offer' | 'confirm-entry' | 'entry'

/** What of a booking a link is bound to: once it changes, links from before no longer open anything. */
export interface Linked {
  id: string
  sequence: number
}

/**
 * The secret part of a link to a booking. Nothing of it is stored: it is a keyed hash of what the link is for, so every
 * mail can carry the same link, and a change voids those sent before.
 */
export async function linkTo(em: EntityManager, kind: LinkKind, booking: Linked): Promise<string> {
  return `${booking.id}.${await macOf(em, kind, booking)}`
}

/** The id in a link, still unproven. */
export const idIn = (link: string): string => link.split('.')[0] ?? ''

/** Throws `action.not-found` unless the link was made for this booking as it stands now. */
export async function assertLink(em: EntityManager, kind: LinkKind, link: string, booking: Linked): Promise<void> {
  const given = Buffer.from(link)
  const right = Buffer.from(await linkTo(em, kind, booking))
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound()
}

const macOf = (em: EntityManager, kind: LinkKind, { id, sequence }: Linked): Promise<string> =>
  blindIndex(em, { table: 'appointments_booking', column: `link-${kind}` }, `${id} ${sequence}`)
