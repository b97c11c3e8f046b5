import type { EntitySchema, InferEntity } from '@mikro-orm/core'
import type { Kysely, SelectQueryBuilder, Selectable } from 'kysely'
import type { EntityManager } from './database.ts'
import { QueryMemory } from './query-memory.ts'
import { RowPlugin } from './row-plugin.ts'

/**
 * Kysely over the tables declared in `Tables` (table name → row with the entities' property names), within the unit of
 * work of `em` if there is one, otherwise for reading only. Dates, booleans and JSON come and go as the entities have them, on both engines.
 */
export function rowsOf<Tables>(em: EntityManager): Kysely<Tables> {
  const client = em.getKysely({ type: 'read' }) as Kysely<unknown>
  const known = translating.get(client)
  if (known !== undefined) return known as Kysely<Tables>
  const { plugin, memory } = translationOf(em)
  const made = memory.attachTo(client.withPlugin(plugin))
  translating.set(client, made)
  return made as Kysely<Tables>
}

interface Translation {
  plugin: RowPlugin
  memory: QueryMemory
}

const translating = new WeakMap<Kysely<unknown>, Kysely<unknown>>()
const translations = new WeakMap<object, Translation>()

/** How queries through `rowsOf` are translated. */
export const memoryOf = (em: EntityManager): QueryMemory => translationOf(em).memory

function translationOf(em: EntityManager): Translation {
  const known = translations.get(em.getDriver())
  if (known !== undefined) return known
  const plugin = new RowPlugin(em.fork())
  const made = { plugin, memory: new QueryMemory(em, plugin) }
  translations.set(em.getDriver(), made)
  return made
}

/** A row of an entity's table: its columns by property name, without the entity's behaviour. */
export type RowOf<E> = E extends EntitySchema
  ? { [K in keyof InferEntity<E> & string]: Exclude<InferEntity<E>[K], undefined> }
  : never

/** A property of an entity that is a column of its table. */
export type ColumnOf<E> = keyof RowOf<E> & string

/** The query behind a list; the table has the alias `listed`, which matters only in subqueries. */
export type ListQuery<Row> = SelectQueryBuilder<{ listed: Row }, 'listed', object>

/** A list of all rows of an entity's table, still to be narrowed. */
export function listQuery<Row>(em: EntityManager, entity: EntitySchema): ListQuery<Row> {
  const table = em.getMetadata().get(entity).tableName
  const db = rowsOf<Record<string, Selectable<Row>>>(em)
  return db.selectFrom(`${table} as listed`) as unknown as ListQuery<Row>
}
