import type { EntityProperty, EntitySchema } from '@mikro-orm/core'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { CursorValue } from './cursor.ts'
import type { EntityManager } from './database.ts'
import { errors } from './errors.ts'
import { listQuery, rowsOf } from './rows.ts'
import type { ColumnOf, ListQuery, RowOf } from './rows.ts'

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

const usualLimit = 25
const greatestLimit = 100

/** One page of a table in the order of one property, ties by id: as cheap on the thousandth page as on the first. */
export async function page<E extends EntitySchema, C extends ColumnOf<E> = ColumnOf<E>>(
  em: EntityManager,
  entity: E,
  options: PageOptions<RowOf<E>, C>,
): Promise<Page<Pick<RowOf<E>, C>>> {
  const { query, order } = pageQuery(em, entity, options)
  const rows = (await query.execute().catch(refuseCursor(options.after))) as UntypedRow[]
  const items = rows.slice(0, order.limit - 1)
  const last = items.at(-1)
  const next = rows.length === order.limit && last ? encodeCursor(last[order.name]!, String(last[order.id])) : null
  return { items: items as unknown as Pick<RowOf<E>, C>[], next }
}

/** The query behind a page; it asks for one row more than the page has. */
export function pageQuery<E extends EntitySchema, C extends ColumnOf<E> = ColumnOf<E>>(
  em: EntityManager,
  entity: E,
  options: PageOptions<RowOf<E>, C>,
): { query: UntypedList; order: Order } {
  const { descending = false, after, columns, where = (query) => query } = options
  const { property, id } = orderOf(em, entity, options.order)
  const limit = Math.min(Math.max(options.limit ?? usualLimit, 1), greatestLimit) + 1
  const order = { name: property.name, id: id.name, descending, limit }
  const list = where(orderedList(em, entity, order, columns) as unknown as ListQuery<RowOf<E>>)
  const rest = list as unknown as UntypedList
  const page = after === undefined ? rest : beyond(rest, decodeCursor(after, property, id), order)
  return { query: page.limit(limit), order }
}

const ordered = new WeakMap<object, Map<string, UntypedList>>()

/** What all pages of a list have in common, built once per connection: taking a query further leaves it as it is. */
function orderedList(em: EntityManager, entity: EntitySchema, order: Order, columns?: readonly string[]): UntypedList {
  const db = rowsOf(em)
  const lists = ordered.get(db) ?? new Map<string, UntypedList>()
  ordered.set(db, lists)
  const key = [em.getMetadata().get(entity).tableName, order.name, order.descending, ...(columns ?? ['*'])].join()
  const known = lists.get(key)
  if (known !== undefined) return known
  const list = listQuery<UntypedRow>(em, entity)
  const selected =
    columns === undefined ? list.selectAll('listed') : list.select([...new Set([...columns, order.name, order.id])])
  const direction = order.descending ? 'desc' : 'asc'
  const made = selected.orderBy(order.name, direction).orderBy(order.id, direction)
  lists.set(key, made)
  return made
}

type UntypedRow = Record<string, CursorValue>
type UntypedList = ListQuery<UntypedRow>

interface Order {
  name: string
  id: string
  descending: boolean
  limit: number
}

function beyond(query: UntypedList, [value, afterId]: [CursorValue, string], { name, id, descending }: Order) {
  const sign = descending ? '<' : '>'
  return query.where((is) =>
    is.and([is(name, `${sign}=`, value), is.or([is(name, sign, value), is(id, sign, afterId)])]),
  )
}

// PostgreSQL refuses values its type cannot hold (class 22), such as a number beyond 32 bits.
const refuseCursor = (after: string | undefined) =>
  function refuse(cause: unknown): never {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
    throw after !== undefined && code.startsWith('22') ? errors.badCursor({}, { cause }) : cause
  }

function orderOf(em: EntityManager, entity: EntitySchema, order: string) {
  const meta = em.getMetadata().get(entity)
  const property = meta.properties[order as never] as EntityProperty | undefined
  if (property === undefined || property.nullable) throw errors.badOrder({ entity: meta.className, order })
  return { property, id: meta.properties[meta.primaryKeys[0] as never] as EntityProperty }
}
