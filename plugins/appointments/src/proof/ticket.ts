import { timingSafeEqual } from 'node:crypto'
import { blindIndex, newId } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { goodFor } from './spendable.ts'
import type { Spendable } from './spendable.ts'

/** For those who cannot let a machine work: a ticket that counts after some waiting. Nothing is stored: it is signed. */
export async function newTicket(em: EntityManager, waitSeconds: number, now: Date): Promise<string> {
  return signed(em, newId(), now.getTime() + waitSeconds * 1000)
}

/** What a ticket is worth; `null` when it is not ours. */
export async function readTicket(em: EntityManager, ticket: string): Promise<Spendable | null> {
  const [id = ''] = ticket.split('.')
  const from = waitEnd(ticket)
  if (from === null) return null
  const given = Buffer.from(ticket)
  const right = Buffer.from(await signed(em, id, from))
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  return { id, from, until: from + goodFor }
}

/** When the waiting ends that a ticket asks for, still unproven. */
export function waitEnd(ticket: string): number | null {
  const from = /^[^.]+\.(\d{1,15})\./.exec(ticket)?.[1]
  return from === undefined ? null : Number(from)
}

async function signed(em: EntityManager, id: string, from: number): Promise<string> {
  const place = { table: 'appointments_spent_proof', column: 'ticket' }
  return `${id}.${from}.${await blindIndex(em, place, `${id} ${from}`)}`
}
