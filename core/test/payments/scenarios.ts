import type { Test } from 'tap'
import { newId } from '../../src/base/id.ts'
import type { Claim } from '../../src/payments/claim.ts'
import type { PaymentFact } from '../../src/payments/observe.ts'
import type { Payment } from '../../src/payments/payment.ts'
import { createPayments } from '../../src/payments/payments.ts'
import type { PaymentProvider } from '../../src/payments/provider.ts'
import { entities, migrations } from '../../src/payments/tables.ts'
import type { Database } from '../../src/storage/database.ts'
import { startWorker } from '../../src/storage/job-worker.ts'
import { silentLog } from '../../src/storage/log.ts'
import * as storage from '../../src/storage/tables.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'

const start = new Date('2026-03-01T10:00:00Z')

export type Bench<P> = ReturnType<typeof setUp<P & PaymentProvider>>

/** Collects scenarios and runs each on both engines with empty tables, its own provider and a clock that stands still. */
export function collectScenarios<P extends PaymentProvider>(makeProvider: () => P) {
  const scenarios: { name: string; play: (t: Test, bench: Bench<P>) => Promise<unknown> }[] = []
  return {
    scenario(name: string, play: (t: Test, bench: Bench<P>) => Promise<unknown>): void {
      scenarios.push({ name, play })
    },
    run: (t: Test): Promise<void> =>
      eachDatabase(t, 'payments', async (t, open) => {
        const time = { now: start }
        const database = await open({
          entities: [...storage.entities, ...entities],
          migrations: [{ plugin: 'core', migrations: [...storage.migrations, ...migrations] }],
          clock: () => time.now,
        })
        for (const { name, play } of scenarios) {
          await t.test(name, async (t) => {
            await empty(database)
            time.now = start
            const bench = setUp(database, time, makeProvider())
            t.teardown(() => bench.worker.stop())
            await play(t, bench)
          })
        }
      }),
  }
}

const empty = (database: Database): Promise<void> =>
  unitOfWork(database, async (em) => {
    for (const table of ['core_job', 'core_payment', 'core_claim']) await em.execute(`delete from ${table}`)
  })

function setUp<P extends PaymentProvider>(database: Database, time: { now: Date }, provider: P) {
  const settled: { claim: Claim; payment: Payment }[] = []
  const facts: PaymentFact[] = []
  const owner = { fails: false }
  const payments = createPayments({
    database,
    provider,
    clock: () => time.now,
    log: silentLog,
    origin: 'https://portal.example',
    async settle(_em, claim, payment) {
      if (owner.fails) throw new Error('the owner is broken')
      settled.push({ claim, payment })
    },
    async record(_em, fact) {
      facts.push(fact)
    },
  })
  const worker = startWorker({ database, handlers: new Map(Object.entries(payments.jobs)), automatic: false })
  return {
    database,
    em: () => database.em(),
    provider,
    payments,
    worker,
    /** What the owner of a claim was told. */
    settled,
    /** What went to the audit log. */
    facts,
    owner,
    makeClaim: (amount: number): Promise<Claim> =>
      unitOfWork(database, (em) =>
        payments.createClaim(em, { owner: 'waste', object: `pickup:${newId()}`, amount, purpose: 'Abholung' }),
      ),
    /** Forgets all claims, payments and jobs. */
    empty: () => empty(database),
    /** Lets time pass, in milliseconds. */
    pass(milliseconds: number): void {
      time.now = new Date(time.now.getTime() + milliseconds)
    },
  }
}
