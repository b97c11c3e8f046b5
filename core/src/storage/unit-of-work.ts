import { setTimeout as pause } from 'node:timers/promises'
import type { Database, EntityManager } from './database.ts'
import { errors } from './errors.ts'

type Callback = () => void | Promise<void>

interface UnitOfWork {
  database: Database
  beforeCommit: (() => Promise<void>)[]
  afterCommit: Callback[]
}

const running = new WeakMap<EntityManager, UnitOfWork>()
const attempts = 5

/**
 * Runs `work` in one transaction on a fresh entity manager, flushes and commits; an error undoes everything.
 * It is the only entrance for writes. PostgreSQL may ask for a repetition after a deadlock or a serialisation conflict,
 * then `work` runs again from the start, so it must have no effects outside the database: enqueue a job for those.
 * Never start a second unit of work inside `work`: it would wait for the first. Reading with `database.em()`
 * inside `work` is possible and sees what is committed, not what `work` has written.
 */
export async function unitOfWork<T>(database: Database, work: (em: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(database, work)
    } catch (error) {
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

/** The database that the unit of work of `em` writes to. */
export const databaseOf = (em: EntityManager): Database => unitOf(em).database

async function once<T>(database: Database, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const em = database.em()
  const unit: UnitOfWork = { database, beforeCommit: [], afterCommit: [] }
  running.set(em, unit)
  await em.begin()
  let result: T
  try {
    result = await work(em)
    await em.flush()
    for (let next = unit.beforeCommit.shift(); next; next = unit.beforeCommit.shift()) await next()
    await em.commit()
  } catch (error) {
    await undo(database, em)
    throw error
  } finally {
    running.delete(em)
  }
  await callAfterCommit(unit)
  return result
}

async function undo(database: Database, em: EntityManager): Promise<void> {
  try {
    await em.rollback()
  } catch (error) {
    database.log.warn({ err: error }, 'rollback failed')
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
  return code === serializationFailure || code === deadlockDetected
}
