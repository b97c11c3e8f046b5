import type { Test } from 'tap'
import { isOpen } from '../../core/src/payments/payment-state.ts'
import type { Town } from './lying-town.ts'

/** What must hold in the books after all that happened, against what the provider really did. */
export async function assertBooks(t: Test, town: Town): Promise<void> {
  const { books, emulator, dismissed } = town
  const [claims, payments, settlements, tasks] = await Promise.all([
    books.claims(),
    books.payments(),
    books.settlements(),
    books.tasks(),
  ])
  const paid = claims.filter(({ state }) => state === 'paid')
  const isPaid = new Set(paid.map(({ id }) => id))
  const byId = new Map(payments.map((payment) => [payment.id, payment]))
  const settled = countBy(settlements, ({ claimId }) => claimId)
  const money = countBy(
    payments.filter(({ state, refundDue }) => state === 'payed' && !refundDue),
    ({ claimId }) => claimId,
  )

  t.same(
    [...settled].filter(([, times]) => times !== 1),
    [],
    'no claim is settled twice',
  )
  t.same(
    paid.filter(({ id }) => !settled.has(id)),
    [],
    'every paid claim is settled',
  )
  t.same(
    [...settled.keys()].filter((id) => !isPaid.has(id)),
    [],
    'and no other, canceled ones in particular',
  )
  t.same(
    [...money].filter(([id, times]) => times !== 1 || !isPaid.has(id)),
    [],
    'no claim keeps two payments',
  )
  t.same(
    claims.filter(({ state, paymentId }) => (paymentId === null) !== (state !== 'paid')),
    [],
    'a claim names its payment if and only if it is paid',
  )
  t.same(
    paid.filter(({ amount, paymentId }) => {
      const transaction = emulator.find(byId.get(paymentId!)!.requestId)
      return transaction?.status !== 'PAYED' || Math.round(transaction.request.grosAmount * 100) !== amount
    }),
    [],
    'what counts as paid was really paid, to the cent',
  )
  t.same(
    payments.filter(({ id, requestId, state, attention, providerStatus }) => {
      if (emulator.find(requestId)?.status !== 'PAYED' || state === 'payed' || attention !== null) return false
      return !(dismissed.get(id) === 'payed' && providerStatus === 'payed')
    }),
    [],
    'no money came that nobody sees',
  )
  t.same(
    payments.filter(({ state }) => isOpen(state) && state !== 'manual'),
    [],
    'no payment is left hanging',
  )
  t.same(
    payments.filter(({ id, state }) => ['manual', 'expired'].includes(state) && !tasks.has(id) && !dismissed.has(id)),
    [],
    'whatever a person has to clear up is a task',
  )
  t.same(
    payments.filter(({ id, refundDue }) => refundDue && !tasks.has(id) && !dismissed.has(id)),
    [],
    'refunds too',
  )
  t.same(await books.deadLetters(), [], 'no job was given up')
  t.same(await books.openJobs(), [], 'and none is left')
}

/** Whoever still owes and has no task at the office can pay at once; what fails then is a task. */
export async function assertNobodyIsStuck(t: Test, town: Town): Promise<number> {
  const before = await claimsWithTasks(town)
  const open = [...(await town.openClaims())].filter((id) => !before.has(id))
  await town.pay(open)
  const left = await town.openClaims()
  const after = await claimsWithTasks(town)
  t.same(
    open.filter((id) => left.has(id) && !after.has(id)),
    [],
    'who has not paid can pay at once, unless the office has a task about it',
  )
  return open.length
}

async function claimsWithTasks({ books }: Town): Promise<Set<string>> {
  const tasks = await books.tasks()
  const payments = await books.payments()
  return new Set(payments.filter(({ id }) => tasks.has(id)).map(({ claimId }) => claimId))
}

/** What happened, as a table. */
export async function report(t: Test, town: Town, milliseconds: number): Promise<void> {
  const [claims, payments, tasks] = await Promise.all([town.books.claims(), town.books.payments(), town.books.tasks()])
  const table = {
    'calls of the provider': town.liar.counts,
    'what people did': countBy(town.people, ({ habit }) => habit),
    claims: countBy(claims, ({ state }) => state),
    payments: countBy(payments, ({ state, late, refundDue }) =>
      [state, late ? 'late' : '', refundDue ? 'refund due' : ''].filter(Boolean).join(', '),
    ),
    'tasks of the office': countBy([...tasks.values()], (attention) => attention),
  }
  t.comment(`${claims.length} claims, ${payments.length} payments, ${Math.round(milliseconds / 100) / 10} s`)
  for (const [title, counts] of Object.entries(table)) {
    t.comment(title)
    for (const [name, count] of [...counts].sort((one, other) => other[1] - one[1])) {
      t.comment(`  ${String(count).padStart(7)}  ${name}`)
    }
  }
}

function countBy<T>(list: readonly T[], name: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1)
  return counts
}
