import type { Database, EntityManager } from './database.ts'
import { errors } from './errors.ts'

const writers = [
  'begin',
  'flush',
  'insert',
  'insertMany',
  'nativeDelete',
  'nativeUpdate',
  'transactional',
  'upsert',
  'upsertMany',
] as const

const refuse = (): never => {
  throw errors.readOnly()
}
const refusing = Object.fromEntries(writers.map((name) => [name, refuse]))

/**
 * A fresh entity manager for code that may only read: it refuses to write with `storage.read-only`, and its queries run
 * on the connection for reading, where the database refuses too.
 */
export function readingEm(database: Database): EntityManager {
  const em = database.em()
  const connection = em.getConnection.bind(em)
  const builder = em.createQueryBuilder.bind(em)
  return Object.assign(em, refusing, {
    getConnection: () => connection('read'),
    createQueryBuilder: (...[entity, alias, , logger]: Parameters<typeof builder>) =>
      builder(entity, alias, 'read', logger),
  }) as EntityManager
}
