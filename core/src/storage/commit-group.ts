import { setImmediate as nextTurn } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import type { Database, EntityManager } from './database.ts'
import { bindUnit } from './unit-transaction.ts'

/** Does all of a unit of work but its commit; may be called again when its group was lost through no fault of its own. */
export type Perform = (em: EntityManager) => Promise<unknown>

interface Waiting {
  perform: Perform
  /** Its group was lost once, so it commits by itself. */
  alone: boolean
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** A unit that ran in the open group: what it will be told once the group is committed. */
type Ran = { unit: Waiting; result: unknown } | { unit: Waiting; error: unknown }

/** A group takes no more units after so many, or after so many milliseconds: who waits for its commit waits no longer. */
const limits = { units: 256, milliseconds: 40 }

const begin = CompiledQuery.raw('savepoint unit')
const keep = CompiledQuery.raw('release unit')
const undo = CompiledQuery.raw('rollback to unit')

class GroupLost extends Error {}

/**
 * Commits units of work in groups: each under its own savepoint, then one durable commit for all that have queued up
 * meanwhile; nobody hears of a result before it. A unit that fails takes back only its own writes. When SQLite gives up
 * the whole group (disk full, read or write error) or refuses its commit, the units in it run again one by one, so that
 * each gets its own answer.
 */
export function createCommitGroups(database: Database): <T>(perform: (em: EntityManager) => Promise<T>) => Promise<T> {
  const waiting: Waiting[] = []
  let working = false

  async function commitAll(): Promise<void> {
    working = true
    while (waiting.length > 0) await commitGroup()
    working = false
  }

  async function commitGroup(): Promise<void> {
    const ran: Ran[] = []
    try {
      await writer(database)
        .transaction()
        .execute((transaction) => runGroup(transaction, ran))
    } catch (error) {
      return settleLost(ran, error)
    }
    for (const one of ran) {
      if ('error' in one) one.unit.reject(one.error)
      else one.unit.resolve(one.result)
    }
  }

  function settleLost(ran: Ran[], error: unknown): void {
    const [first] = ran
    if (first === undefined) {
      // It could not even begin, so nobody can write at the moment.
      for (const unit of waiting.splice(0)) unit.reject(error)
    } else if (ran.length === 1) first.unit.reject('error' in first ? first.error : error)
    else {
      database.log.warn(
        { err: error, units: ran.length },
        'a group of commits was lost; each unit runs again by itself',
      )
      waiting.unshift(...ran.map(({ unit }) => ({ ...unit, alone: true })))
    }
  }

  async function runGroup(transaction: Transaction<unknown>, ran: Ran[]): Promise<void> {
    const end = performance.now() + limits.milliseconds
    let isSettled = false
    while (ran.length < limits.units && performance.now() < end) {
      if (waiting.length === 0) {
        if (isSettled) return
        // Requests that have arrived while units ran get as far as queueing up.
        await nextTurn()
        isSettled = true
        continue
      }
      if (waiting[0]!.alone && ran.length > 0) return
      const unit = waiting.shift()!
      await runUnit(transaction, unit, ran)
      if (unit.alone) return
      isSettled = false
    }
  }

  async function runUnit(transaction: Transaction<unknown>, unit: Waiting, ran: Ran[]): Promise<void> {
    const { em, end } = bindUnit(database.em(), transaction)
    try {
      await transaction.executeQuery(begin)
      const result = await unit.perform(em)
      end()
      await transaction.executeQuery(keep)
      ran.push({ unit, result })
    } catch (error) {
      end()
      ran.push({ unit, error })
      await takeBack(transaction, error)
    }
  }

  return function commitInGroup<T>(perform: (em: EntityManager) => Promise<T>) {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    waiting.push({ perform, alone: false, resolve: resolve as Waiting['resolve'], reject })
    if (!working) void commitAll()
    return promise
  }
}

const writer = (database: Database): Kysely<unknown> =>
  database.em().getConnection('write').getClient() as Kysely<unknown>

async function takeBack(transaction: Transaction<unknown>, cause: unknown): Promise<void> {
  try {
    await transaction.executeQuery(undo)
    await transaction.executeQuery(keep)
  } catch {
    throw new GroupLost('SQLite has rolled back the transaction', { cause })
  }
}
