import type { Kysely, KyselyPlugin, QueryId, RootOperationNode, Transaction } from 'kysely'
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
  // Queries that are built pass through the plugin, those that come as text or compiled through `executeQuery`.
  function guarded<K extends Kysely<unknown>>(db: K): K {
    const executeQuery = db.executeQuery.bind(db)
    const withPlugin = db.withPlugin.bind(db)
    return Object.assign(db, {
      executeQuery: async (...query: Parameters<typeof executeQuery>) => (assertRunning(), executeQuery(...query)),
      withPlugin: (plugin: KyselyPlugin) => guarded(withPlugin(plugin)),
    })
  }
  const refusing = transaction.withPlugin({
    transformQuery: ({ node }: { node: RootOperationNode; queryId: QueryId }) => (assertRunning(), node),
    transformResult: async ({ result }) => result,
  })
  const bound = Object.assign(guarded(refusing), {
    savepoint: () => {
      throw errors.nestedTransaction()
    },
  })
  em.setTransactionContext(bound)
  return { em, end: () => void (ended = true) }
}
