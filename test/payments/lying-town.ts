import { defineEntity, p } from '@mikro-orm/core'
import type { Kysely } from 'kysely'
import type { Test } from 'tap'
import { newId } from '../../core/src/base/id.ts'
import { createPayments } from '../../core/src/payments/payments.ts'
import { reconcileTopic } from '../../core/src/payments/payment-jobs.ts'
import { entities, migrations } from '../../core/src/payments/tables.ts'
import type { Tables } from '../../core/src/payments/tables.ts'
import type { Claim } from '../../core/src/payments/claim.ts'
import type { Payment } from '../../core/src/payments/payment.ts'
import { xbezahldienste } from '../../core/src/payments/xbezahldienste.ts'
import { column } from '../../core/src/storage/column.ts'
import { deadLetters } from '../../core/src/storage/job-outcome.ts'
import { startWorker } from '../../core/src/storage/job-worker.ts'
import { silentLog } from '../../core/src/storage/log.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import * as storage from '../../core/src/storage/tables.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import type { OpenTestDatabase } from '../../core/src/testing/databases.ts'
import { startPaymentEmulator } from '../../sample-deployment/payment-emulator/payment-emulator.ts'
import type { PaymentEmulator } from '../../sample-deployment/payment-emulator/payment-emulator.ts'
import { chance, createLiar } from './lies.ts'
import type { Liar } from './lies.ts'
import { comesAgain, comesLate, createPayers, habitOf } from './payers.ts'
import type { Payer } from './payers.ts'

export interface TownOptions {
  claims: number
  seed: number
  /** People at the portal at the same time. */
  crowd: number
  /** Milliseconds until the portal waits no longer for the provider. */
  timeout: number
}

const Settlement = defineEntity({
  name: 'Settlement',
  tableName: 'town_settlement',
  properties: { id: p.uuid().primary(), claimId: p.uuid() },
})

/** What the portal and the town have written down. */
export interface Books {
  payments(): Promise<Payment[]>
  claims(): Promise<Claim[]>
  settlements(): Promise<{ claimId: string }[]>
  openJobs(): Promise<{ id: string }[]>
  deadLetters(): Promise<{ id: string }[]>
  /** Id of a payment → why the office should look at it. */
  tasks(): Promise<Map<string, string>>
}

/** A town whose people pay, cancel, fail and forget, over a provider that lies. */
export interface Town {
  readonly people: readonly Payer[]
  readonly books: Books
  readonly emulator: PaymentEmulator
  readonly liar: Liar
  /** Payments that staff gave up, with what the provider had said last. */
  readonly dismissed: ReadonlyMap<string, string | null>
  /** Everything that happens in a week, in its order. */
  live(): Promise<void>
  openClaims(): Promise<Set<string>>
  /** These people try to pay, at the same time. */
  pay(claimIds: readonly string[]): Promise<void>
}

interface Settlements extends Tables {
  town_settlement: { id: string; claimId: string }
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const settlements = {
  name: '0001-settlements',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('town_settlement')
      .addColumn('id', column(db).uuid, (it) => it.primaryKey().notNull())
      .addColumn('claim_id', column(db).uuid, (it) => it.notNull())
      .execute()
  },
}

export async function openTown(t: Test, open: OpenTestDatabase, options: TownOptions): Promise<Town> {
  const { claims, seed, crowd, timeout } = options
  const time = { now: new Date('2026-03-01T10:00:00Z') }
  const clock = () => time.now
  const database = await open({
    entities: [...storage.entities, ...entities, Settlement],
    migrations: [
      { plugin: 'core', migrations: [...storage.migrations, ...migrations] },
      { plugin: 'town', migrations: [settlements] },
    ],
    clock,
  })
  const isShort = (reference: string) => chance(seed, `short ${reference}`) < 0.01
  const liar = createLiar(seed, isShort)
  const emulator = await startPaymentEmulator({ port: 0, lie: liar.lie })
  t.teardown(() => emulator.close())
  // The plugin that owns a claim fails at first, for one in a hundred.
  const failures = new Map<string, number>()
  const isBroken = (reference: string) => chance(seed, `broken ${reference}`) < 0.01
  const within = (limit: number) =>
    xbezahldienste({ url: emulator.url, originatorId: 'portal', endPointId: '05334002', timeout: limit, clock })
  const provider = { ...within(timeout) }
  const payments = createPayments({
    database,
    provider,
    clock,
    log: silentLog,
    origin: 'https://portal.example',
    async settle(em, claim) {
      const failed = failures.get(claim.id) ?? 0
      if (isBroken(claim.items[0]!.reference) && failed < 2) {
        failures.set(claim.id, failed + 1)
        throw new Error('the owner is broken')
      }
      await rowsOf<Settlements>(em).insertInto('town_settlement').values({ id: newId(), claimId: claim.id }).execute()
    },
    record: async () => {},
  })
  const handlers = new Map(Object.entries(payments.jobs))
  const worker = startWorker({ database, handlers, automatic: false, concurrency: crowd })
  t.teardown(() => worker.stop())

  const people = await unitOfWork(database, async (em) => {
    const all: Payer[] = []
    for (let at = 0; at < claims; at += 1) {
      const name = `payment-${at + 1}`
      const amount = 100 + Math.floor(chance(seed, `amount of ${name}`) * 20_000)
      const items = [{ reference: name, description: 'Gebühr', unitNet: amount }]
      const claim = { owner: 'town', object: `pickup:${at}`, amount, purpose: 'Gebühr', items }
      const { id } = await payments.createClaim(em, claim)
      all.push({ name, claimId: id, amount, habit: habitOf(seed, name) })
    }
    return all
  })

  const rows = () => rowsOf<Settlements>(database.em())
  const payers = createPayers({
    payments,
    emulator,
    // It may have been paid a moment before; then the office is told so.
    cancelClaim: (claimId) =>
      unitOfWork(database, (em) => payments.cancelOpen(em, claimId)).catch(onlyCode('payment.already-paid')),
    requestIdOf: async (paymentId) =>
      (
        await rows()
          .selectFrom('core_payment')
          .select('requestId')
          .where('id', '=', paymentId)
          .executeTakeFirstOrThrow()
      ).requestId,
  })

  const books: Books = {
    payments: () => rows().selectFrom('core_payment').selectAll().orderBy('id').execute(),
    claims: () => rows().selectFrom('core_claim').selectAll().orderBy('id').execute(),
    settlements: () => rows().selectFrom('town_settlement').selectAll().execute(),
    openJobs: () =>
      rowsOf<storage.Tables>(database.em()).selectFrom('core_job').selectAll().where('deadAt', 'is', null).execute(),
    deadLetters: async () => (await deadLetters(database.em(), { limit: 100 })).items,
    async tasks() {
      const found = new Map<string, string>()
      for (let after: string | undefined; ;) {
        const { items, next } = await payments.pending(database.em(), { limit: 100, ...(after ? { after } : {}) })
        for (const { id, attention } of items) found.set(id, attention!)
        if (next === null) return found
        after = next
      }
    },
  }

  async function inCrowd<T>(list: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> {
    const queue = list.values()
    await Promise.all(
      Array.from({ length: crowd }, async () => {
        for (const one of queue) await act(one)
      }),
    )
  }

  async function pass(milliseconds: number): Promise<void> {
    time.now = new Date(time.now.getTime() + milliseconds)
    await worker.drain()
  }

  async function night(): Promise<void> {
    await payments.jobs[reconcileTopic]({ payload: {} })
    await pass(24 * hour)
  }

  async function openClaims(): Promise<Set<string>> {
    return new Set((await books.claims()).filter(({ state }) => state === 'open').map(({ id }) => id))
  }

  /** Staff looks at every third task and gives it up. */
  const dismissed = new Map<string, string | null>()
  async function staffLooks(): Promise<void> {
    const known = new Map((await books.payments()).map((payment) => [payment.id, payment.providerStatus]))
    for (const [at, id] of [...(await books.tasks()).keys()].entries()) {
      if (chance(seed, `dismissal ${at}`) > 1 / 3) continue
      dismissed.set(id, known.get(id) ?? null)
      await unitOfWork(database, (em) => payments.dismiss(em, id))
    }
  }

  async function lateMoney(): Promise<void> {
    const first = new Map<string, string>()
    for (const payment of await books.payments()) {
      if (!first.has(payment.claimId)) first.set(payment.claimId, payment.requestId)
    }
    for (const payer of people.filter(comesLate)) {
      const requestId = first.get(payer.claimId)
      if (requestId !== undefined && emulator.find(requestId) !== undefined) emulator.payLate(requestId)
    }
  }

  async function live(): Promise<void> {
    await inCrowd(people, payers.visit)
    for (const wait of [10 * second, minute]) await pass(wait)
    const unpaid = await openClaims()
    await inCrowd(
      people.filter((payer) => unpaid.has(payer.claimId) && comesAgain(payer)),
      ({ claimId }) => payers.pay(claimId),
    )
    for (const wait of [10 * second, minute, hour, 23 * hour]) await pass(wait)
    await staffLooks()
    await inCrowd([...(await openClaims())], (claimId) => payments.refreshClaim(claimId))
    await pass(26 * hour)
    await lateMoney()
    for (let nights = 0; nights < 3; nights += 1) await night()
    liar.comeToItsSenses()
    // However busy the machine is, an honest answer is waited for.
    Object.assign(provider, within(60_000))
    await night()
  }

  return {
    people,
    books,
    emulator,
    liar,
    dismissed,
    live,
    openClaims,
    pay: (claimIds) => inCrowd(claimIds, payers.pay),
  }
}

const onlyCode = (code: string) => (error: unknown) => {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== code) throw error
}
