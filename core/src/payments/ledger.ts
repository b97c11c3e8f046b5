import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { Claim } from './claim.ts'
import { errors } from './errors.ts'
import type { Payment } from './payment.ts'
import { openStates } from './payment-state.ts'
import type { Tables } from './tables.ts'

/** The rows of claims and payments. Writes that depend on a state name it, so that two of them never both succeed. */
const rows = (em: EntityManager) => rowsOf<Tables>(em)

export async function readClaim(em: EntityManager, id: string): Promise<Claim> {
  const claim = await rows(em).selectFrom('core_claim').selectAll().where('id', '=', id).executeTakeFirst()
  if (!claim) throw errors.claimNotFound({ claim: id })
  return claim
}

export async function readPayment(em: EntityManager, id: string): Promise<Payment> {
  const payment = await rows(em).selectFrom('core_payment').selectAll().where('id', '=', id).executeTakeFirst()
  if (!payment) throw errors.paymentNotFound({ payment: id })
  return payment
}

/** All attempts to pay a claim, newest first. */
export const readPayments = (em: EntityManager, claimId: string): Promise<Payment[]> =>
  rows(em).selectFrom('core_payment').selectAll().where('claimId', '=', claimId).orderBy('id', 'desc').execute()

export const readOpenPayment = (em: EntityManager, claimId: string): Promise<Payment | undefined> =>
  rows(em)
    .selectFrom('core_payment')
    .selectAll()
    .where('claimId', '=', claimId)
    .where('state', 'in', openStates)
    .executeTakeFirst()

export async function insertClaim(em: EntityManager, claim: Claim): Promise<void> {
  await rows(em).insertInto('core_claim').values(claim).execute()
}

/** Keeps the payment unless the claim has an open one; tells which of them it is now. */
export async function insertPayment(em: EntityManager, payment: Payment): Promise<Payment> {
  await rows(em)
    .insertInto('core_payment')
    .values(payment)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await readOpenPayment(em, payment.claimId)) ?? payment
}

/** Holds the row of an open claim until the end of the unit of work; tells whether the claim is open. */
export async function holdOpenClaim(em: EntityManager, id: string): Promise<boolean> {
  const result = await rows(em)
    .updateTable('core_claim')
    .set({ state: 'open' })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Closes an open claim; `false` when it was closed before. */
export async function closeClaim(
  em: EntityManager,
  id: string,
  closed: Pick<Claim, 'state' | 'paymentId' | 'paidAt'>,
): Promise<boolean> {
  const result = await rows(em)
    .updateTable('core_claim')
    .set(closed)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Changes a payment that is still in the state in which it was read; `false` when it is not. */
export async function updatePayment(em: EntityManager, read: Payment, changes: Partial<Payment>): Promise<boolean> {
  const result = await rows(em)
    .updateTable('core_payment')
    .set(changes)
    .where('id', '=', read.id)
    .where('state', '=', read.state)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Moves the next poll of a payment; `false` when somebody else did it before. */
export async function movePoll(em: EntityManager, id: string, from: Date, to: Date | null): Promise<boolean> {
  const result = await rows(em)
    .updateTable('core_payment')
    .set({ pollAt: to })
    .where('id', '=', id)
    .where('pollAt', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Payments that may yet turn out to be paid: open ones, and others begun after `since`; ids in order of creation. */
export async function readUnpaid(em: EntityManager, since: Date, afterId: string, limit: number): Promise<string[]> {
  const found = await rows(em)
    .selectFrom('core_payment')
    .select('id')
    .where('state', '!=', 'payed')
    .where((is) => is.or([is('state', 'in', openStates), is('createdAt', '>', since)]))
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return found.map((row) => row.id)
}
