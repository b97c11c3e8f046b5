import type { EntityProperty, EntitySchema, InferEntity } from '@mikro-orm/core'
import type { Kysely, SelectQueryBuilder, Selectable } from 'kysely'
import type { EntityManager } from './database.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { CursorValue } from './cursor.ts'
import { errors } from './errors.ts'
import { RowPlugin } from './row-plugin.ts'

/**
 * Kysely over the tables declared in `Tables` (table name → row with the entities' property names), within the unit of
 * work of `em` if there is one, otherwise for reading only. Dates, booleans and JSON come and go as the entities have them, on both engines.
 */
export function rowsOf<Tables>(em: EntityManager): Kysely<Tables> {
  const client = em.getKysely({ type: 'read' }) as Kysely<unknown>
  const known = translating.get(client)
  if (known !== undefined) return known as Kysely<Tables>
  const made = client.withPlugin(pluginOf(em))
  translating.set(client, made)
  return made as Kysely<Tables>
}

const translating = new WeakMap<Kysely<unknown>, Kysely<unknown>>()
const plugins = new WeakMap<object, RowPlugin>()

function pluginOf(em: EntityManager): RowPlugin {
  const known = plugins.get(em.getDriver())
  if (known !== undefined) return known
  const made = new RowPlugin(em.fork())
  plugins.set(em.getDriver(), made)
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

export interface PageOptions<Row, Column extends keyof Row & string = keyof Row & string> {
  /** The property to sort by; it must never be null, and an index on it and the id should exist. */
  order: keyof Row & string
  descending?: boolean
  /** The `next` of the page before. */
  after?: string
  /** Rows per page: 25 unless told, at most 100. */
  limit?: number
  where?: (query: ListQuery<Row>) => ListQuery<Row>
  /** The properties to read besides id and order; all unless told. */
  columns?: readonly Column[]
}

export interface Page<Row> {
  items: Row[]
  /** The cursor of the next page, or null on the last one. */
  next: string | null
}

export interface CappedCount {
  count: number
  /** Whether there are more than `count`. */
  capped: boolean
}

const usualLimit = 25
const greatestLimit = 100

/** One page of a table in the order of one property, ties by id: as cheap on the thousandth page as on the first. */
export async function page<E extends EntitySchema, C extends ColumnOf<E> = ColumnOf<E>>(
  em: EntityManager,
  entity: E,
  options: PageOptions<RowOf<E>, C>,
): Promise<Page<Pick<RowOf<E>, C>>> {
  const { descending = false, after, columns, where = (query) => query } = options
  const order: string = options.order
  const { property, id } = orderOf(em, entity, order)
  const limit = Math.min(Math.max(options.limit ?? usualLimit, 1), greatestLimit)
  const direction = descending ? 'desc' : 'asc'

  let query = where(listQuery<RowOf<E>>(em, entity)) as ListQuery<UntypedRow>
  if (after !== undefined) {
    const [value, afterId] = decodeCursor(after, property, id)
    const beyond = descending ? '<' : '>'
    query = query.where((is) =>
      is.and([is(order, `${beyond}=`, value), is.or([is(order, beyond, value), is(id.name, beyond, afterId)])]),
    )
  }
  const selected =
    columns === undefined ? query.selectAll('listed') : query.select([...new Set([...columns, order, id.name])])
  const sorted = selected.orderBy(order, direction).orderBy(id.name, direction)
  const rows = await sorted
    .limit(limit + 1)
    .execute()
    .catch(refuseCursor(after))
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next = rows.length > limit && last ? encodeCursor(last[order]!, String(last[id.name])) : null
  return { items: items as unknown as Pick<RowOf<E>, C>[], next }
}

/** How many rows `where` leaves, counted up to `cap`, so that a large table costs no more than a small one. */
export async function cappedCount<E extends EntitySchema>(
  em: EntityManager,
  entity: E,
  where: (query: ListQuery<RowOf<E>>) => ListQuery<RowOf<E>> = (query) => query,
  cap = 1000,
): Promise<CappedCount> {
  const some = (where(listQuery<RowOf<E>>(em, entity)) as ListQuery<UntypedRow>).select('listed.id').limit(cap + 1)
  const { found } = await rowsOf<Record<string, never>>(em)
    .selectFrom(some.as('some'))
    .select((is) => is.fn.countAll().as('found'))
    .executeTakeFirstOrThrow()
  const count = Number(found)
  return { count: Math.min(count, cap), capped: count > cap }
}

// PostgreSQL refuses values its type cannot hold (class 22), such as a number beyond 32 bits.
const refuseCursor = (after: string | undefined) =>
  function refuse(cause: unknown): never {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
    throw after !== undefined && code.startsWith('22') ? errors.badCursor({}, { cause }) : cause
  }

type UntypedRow = Record<string, CursorValue>

function listQuery<Row>(em: EntityManager, entity: EntitySchema): ListQuery<Row> {
  const table = em.getMetadata().get(entity).tableName
  const db = rowsOf<Record<string, Selectable<Row>>>(em)
  return db.selectFrom(`${table} as listed`) as unknown as ListQuery<Row>
}

function orderOf(em: EntityManager, entity: EntitySchema, order: string) {
  const meta = em.getMetadata().get(entity)
  const property = meta.properties[order as never] as EntityProperty | undefined
  if (property === undefined || property.nullable) throw errors.badOrder({ entity: meta.className, order })
  return { property, id: meta.properties[meta.primaryKeys[0] as never] as EntityProperty }
}
