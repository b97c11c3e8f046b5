import { Type, defineError } from '@kreiswerk/core'
import type { WritingContext } from '@kreiswerk/core'
import { readSolution } from './challenge.ts'
import { rush } from './rush.ts'
import { isGood, spend } from './spendable.ts'
import { readTicket } from './ticket.ts'

export const errors = {
  needed: defineError(
    'appointments.proof-needed',
    428,
    'Many people are booking: solve a task of GET /api/appointments/proof and send it as proof, or wait and send its ticket',
  ),
}

/** What an action takes that asks for a proof when many people book; one of them is enough. */
export const ProofInput = {
  /** A solved task as ALTCHA sends it. */
  proof: Type.Optional(Type.String({ maxLength: 2_000 })),
  /** A ticket whose waiting is over. */
  ticket: Type.Optional(Type.String({ maxLength: 200 })),
}

type ProofInput = Partial<Record<keyof typeof ProofInput, string>>

/** Counts a try, and while many people book spends a proof; throws `appointments.proof-needed` without one that counts. */
export async function assertProof(
  { em, now, use }: Pick<WritingContext, 'em' | 'now' | 'use'>,
  { proof, ticket }: ProofInput,
): Promise<void> {
  if (!use(rush).count(now)) return
  const given = [proof && (await readSolution(em, proof)), ticket && (await readTicket(em, ticket))]
  for (const spendable of given) {
    if (typeof spendable === 'object' && spendable !== null && isGood(spendable, now) && (await spend(em, spendable)))
      return
  }
  throw errors.needed()
}
