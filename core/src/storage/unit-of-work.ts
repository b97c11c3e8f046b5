import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { createCommitGroups } from './commit-group.ts'
import type { Database, EntityManager } from './database.ts'
import { errors } from './errors.ts'
import { isOutdated } from './statement-names.ts'
import { bindUnit } from './unit-transaction.ts'
import { noteFault, noteWritten } from './write-health.ts'

type Callback = () => void | Promise<void>

interface UnitOfWork {
  database: Database
  beforeCommit: (() => Promise<void>)[]
  afterCommit: Callback[]
  isRunning: boolean
}

/** The unit that the code now running belongs to, however deep it was called. */
const current = new AsyncLocalStorage<UnitOfWork>()
const running = new WeakMap<EntityManager, UnitOfWork>()
const attempts = 5

/**
 * Runs `work` in one transaction on a fresh entity manager, flushes and commits; an error undoes everything.
 * It is the only entrance for writes. `work` may run again from the start, after a deadlock or a serialisation conflict on
 * PostgreSQL, after a neighbour's fault on SQLite, so it must have no effects outside the database: enqueue a job for
 * those. A second unit of work inside `work` would wait for the first for ever: `storage.nested-transaction`. Reading with `database.em()` inside
 * `work` is possible and sees what is committed, not what `work` has written. On SQLite others wait while `work` runs.
 */
export async function unitOfWork<T>(database: Database, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const around = current.getStore()
  if (around?.isRunning === true && around.database === database) throw errors.nestedTransaction()
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await once(database, work)
      noteWritten(database)
      return result
    } catch (error) {
      noteFault(database, error)
      if (attempt >= attempts || !asksForRepetition(error)) throw error
      database.log.debug({ attempt, err: error }, 'unit of work is repeated')
      await pause(5 * 2 ** attempt)
    }
  }
}

/** Leaves `callback` to run once the unit of work of `em` is committed; its failure is logged and changes nothing. */
export function afterCommit(em: EntityManager, callback: Callback): void {
  unitOf(em).afterCommit.push(callback)
}

/** Leaves `callback` to run as the last thing inside the transaction of `em`, for rows best written in one go. */
export function beforeCommit(em: EntityManager, callback: () => Promise<void>): void {
  unitOf(em).beforeCommit.push(callback)
}

/** Throws `storage.outside-unit-of-work` unless `em` belongs to a unit of work that runs. */
export const assertUnit = (em: EntityManager): void => void unitOf(em)

/** The database that the unit of work of `em` writes to. */
export const databaseOf = (em: EntityManager): Database => unitOf(em).database

async function once<T>(database: Database, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const { unit, result } = await transactionOf(database)(async (em) => {
    const unit: UnitOfWork = { database, beforeCommit: [], afterCommit: [], isRunning: true }
    running.set(em, unit)
    try {
      const result = await current.run(unit, work, em)
      await flush(em)
      for (let next = unit.beforeCommit.shift(); next; next = unit.beforeCommit.shift()) await next()
      await flush(em)
      return { unit, result }
    } finally {
      running.delete(em)
      unit.isRunning = false
    }
  })
  await callAfterCommit(unit)
  return result
}

/** Most units write rows and hold no entity; looking for changes then takes longer than the writing. */
async function flush(em: EntityManager): Promise<void> {
  const held = em.getUnitOfWork()
  const isEmpty =
    held.getPersistStack().size === 0 && held.getRemoveStack().size === 0 && held.getIdentityMap().keys().length === 0
  if (!isEmpty) await em.flush()
}

type InTransaction = <T>(perform: (em: EntityManager) => Promise<T>) => Promise<T>

const transactions = new WeakMap<Database, InTransaction>()

// SQLite has one writer, so its units share commits. PostgreSQL groups the commits of parallel transactions by itself.
function transactionOf(database: Database): InTransaction {
  const known = transactions.get(database)
  if (known !== undefined) return known
  const made = database.engine === 'sqlite' ? createCommitGroups(database) : ownTransaction(database)
  transactions.set(database, made)
  return made
}

const ownTransaction = (database: Database): InTransaction =>
  async function performInTransaction<T>(perform: (em: EntityManager) => Promise<T>): Promise<T> {
    const em = database.em()
    const failure: { error?: unknown } = {}
    try {
      return await (em.getConnection('write').getClient() as Kysely<unknown>).transaction().execute((transaction) => {
        const unit = bindUnit(em, transaction)
        return perform(unit.em)
          .catch((error: unknown) => {
            failure.error = error
            throw error
          })
          .finally(unit.end)
      })
    } catch (error) {
      // What went wrong first says more than a rollback that failed because of it.
      throw 'error' in failure ? failure.error : error
    }
  }

async function callAfterCommit({ database, afterCommit }: UnitOfWork): Promise<void> {
  for (const callback of afterCommit) {
    try {
      await callback()
    } catch (error) {
      database.log.error({ err: error }, 'callback after commit failed')
    }
  }
}

function unitOf(em: EntityManager): UnitOfWork {
  const unit = running.get(em)
  if (unit === undefined) throw errors.outsideUnitOfWork()
  return unit
}

const serializationFailure = '40001'
const deadlockDetected = '40P01'

function asksForRepetition(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === serializationFailure || code === deadlockDetected || isOutdated(error)
}
