import { createQueryId } from 'kysely'
import type { CompiledQuery, Kysely, QueryExecutor, QueryId, RootOperationNode } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { EntityManager } from './database.ts'
import { formOf, markValues } from './query-form.ts'
import type { QueryForm } from './query-form.ts'
import { tablesIn } from './row-plugin.ts'
import type { RowPlugin } from './row-plugin.ts'

/** How queries of one form are sent. */
interface Known {
  sql: string
  /** For each parameter the place of its value in the form, and how the database has it. */
  parameters: readonly { at: number; convert: (value: unknown) => unknown }[]
  tables: string[]
}

/** Where a value of a statement goes. */
export class Place {
  readonly name: string
  /** In a list of values. */
  readonly index: number | null

  constructor(name: string, index: number | null) {
    this.name = name
    this.index = index
  }
}

/** What is asked, once with places and once with values. */
export interface Learnt {
  places: RootOperationNode
  values: RootOperationNode
}

/** A query that only needs its values. */
export interface Prepared {
  compiled: Omit<CompiledQuery, 'parameters'>
  /** A place, or what is the same every time. */
  parameters: readonly unknown[]
}

const kept = 1000
const mostValues = 200
const asItIs = (value: unknown) => value

/**
 * Keeps what queries of one form have been translated to, so that the next one only has its values put in. A query whose
 * values the translation changes in other ways than dates are changed is translated every time.
 */
export class QueryMemory {
  readonly #known = new LRUCache<string, Known | 'translate'>({ max: kept })
  readonly #plugin: RowPlugin
  readonly #platform: ReturnType<EntityManager['getPlatform']>
  readonly #by = new WeakMap<QueryExecutor, Record<'translate' | 'compile', Compile>>()

  constructor(em: EntityManager, plugin: RowPlugin) {
    this.#plugin = plugin
    this.#platform = em.getPlatform()
  }

  /** Makes everything asked through `db` use it. */
  attachTo<DB>(db: Kysely<DB>): Kysely<DB> {
    const executor = db.getExecutor()
    const transform = executor.transformQuery.bind(executor)
    const compile = executor.compileQuery.bind(executor)
    const translate = (query: RootOperationNode, queryId: QueryId) => compile(transform(query, queryId), queryId)
    this.#by.set(executor, { translate, compile })
    Object.assign(executor, {
      // What is part of another query is translated with it.
      transformQuery: (query) => query,
      compileQuery: (query, queryId) => this.#compile(query, queryId, { translate, compile }),
    } satisfies Partial<QueryExecutor>)
    return db
  }

  /** Translates a query once for all values; `null` where its text or a value depends on more than what is bound. */
  prepare(executor: QueryExecutor, { places, values }: Learnt, valueAt: (place: Place) => unknown): Prepared | null {
    const { translate, compile } = this.#by.get(executor)!
    const queryId = createQueryId()
    const translated = translate(values, queryId)
    const order = compile(places, queryId).parameters
    if (order.length !== translated.parameters.length) return null
    const parameters = order.map((place, index) => (place instanceof Place ? place : translated.parameters[index]))
    const isRight = order.every(
      (place, index) =>
        !(place instanceof Place) || Object.is(this.bound(valueAt(place)), translated.parameters[index]),
    )
    return isRight ? { compiled: { sql: translated.sql, query: translated.query, queryId }, parameters } : null
  }

  /** A value as the database has it. */
  bound(value: unknown): unknown {
    return value instanceof Date ? this.#platform.processDateProperty(value) : value
  }

  #compile(query: RootOperationNode, queryId: QueryId, by: Record<'translate' | 'compile', Compile>): CompiledQuery {
    const form = formOf(query)
    if (form === null || form.values.length > mostValues) return by.translate(query, queryId)
    const known = this.#known.get(form.form)
    if (known === 'translate') return by.translate(query, queryId)
    if (known !== undefined) {
      this.#plugin.expect(queryId, known.tables)
      const parameters = known.parameters.map(({ at, convert }) => convert(form.values[at]))
      return Object.freeze({ sql: known.sql, parameters, query, queryId })
    }
    const translated = by.translate(query, queryId)
    const places = by.compile(
      markValues(query, (at) => at),
      queryId,
    ).parameters as readonly number[]
    this.#known.set(form.form, this.#learn(query, form, translated, places) ?? 'translate')
    return translated
  }

  #learn(
    query: RootOperationNode,
    { values }: QueryForm,
    translated: CompiledQuery,
    places: readonly number[],
  ): Known | null {
    if (places.length !== translated.parameters.length) return null
    const parameters = places.map((at, index) => {
      const convert = this.#conversion(values[at], translated.parameters[index])
      return convert === null ? null : { at, convert }
    })
    const all = parameters.filter((parameter) => parameter !== null)
    return all.length < parameters.length ? null : { sql: translated.sql, parameters: all, tables: tablesIn(query) }
  }

  #conversion(value: unknown, translated: unknown): Known['parameters'][number]['convert'] | null {
    if (Object.is(value, translated)) return asItIs
    if (!(value instanceof Date)) return null
    const convert = (date: unknown) => this.bound(date)
    return Object.is(convert(value), translated) ? convert : null
  }
}

type Compile = (query: RootOperationNode, queryId: QueryId) => CompiledQuery
