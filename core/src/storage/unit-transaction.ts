import type { KyselyPlugin, QueryExecutor, Transaction } from 'kysely'
import type { EntityManager } from './database.ts'
import { errors } from './errors.ts'

/** The part of a transaction that belongs to one unit of work. */
export interface UnitTransaction {
  /** Everything done with it happens in the unit. */
  readonly em: EntityManager
  /** From now on whatever the unit left running is refused, so that nothing of it lands in a neighbour's work. */
  end(): void
}

/** Binds a fresh entity manager to a transaction, for as long as its unit lasts. */
export function bindUnit(em: EntityManager, transaction: Transaction<unknown>): UnitTransaction {
  let ended = false
  function assertRunning(): void {
    if (ended) throw errors.outsideUnitOfWork()
  }
  function guarded(executor: QueryExecutor): QueryExecutor {
    const executeQuery = executor.executeQuery.bind(executor)
    const stream = executor.stream.bind(executor)
    const withPlugin = executor.withPlugin.bind(executor)
    return Object.assign(executor, {
      executeQuery: async (...query: Parameters<typeof executeQuery>) => (assertRunning(), executeQuery(...query)),
      stream: (...query: Parameters<typeof stream>) => (assertRunning(), stream(...query)),
      withPlugin: (plugin: KyselyPlugin) => guarded(withPlugin(plugin)),
    })
  }
  // The transaction may belong to several units; this is a copy of its own.
  const bound = Object.assign(transaction.withoutPlugins(), {
    savepoint: () => {
      throw errors.nestedTransaction()
    },
  })
  guarded(bound.getExecutor())
  em.setTransactionContext(bound)
  return { em, end: () => void (ended = true) }
}
