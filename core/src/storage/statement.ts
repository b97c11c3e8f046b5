import type { Compilable, CompiledQuery, Kysely, OperationNodeSource, QueryResult, RootOperationNode } from 'kysely'
import type { EntityManager } from './database.ts'
import { Place } from './query-memory.ts'
import type { Prepared } from './query-memory.ts'
import { isPostgres } from './column.ts'
import { memoryOf, rowsOf } from './rows.ts'
import { oftenMark } from './statement-names.ts'

type Scalar = string | number | boolean | Date | null

/** What a statement is given each time it is run. */
export type StatementValues = Readonly<Record<string, Scalar | readonly Scalar[]>>

/**
 * A query that is put together once, and planned once by PostgreSQL, and then only given its values: for the few that are
 * asked thousands of times a minute.
 * What `build` does with a value must not depend on what it is, only on how many there are in a list.
 * @example
 * const dogsOf = statement<Tables>()((rows, { owner }: { owner: string }) => rows.selectFrom('dog').selectAll().where('owner', '=', owner))
 * const { rows } = await dogsOf(em, { owner })
 */
export const statement =
  <Tables>() =>
  <Values extends StatementValues, Row>(
    build: (rows: Kysely<Tables>, values: Values) => Compilable<Row> & OperationNodeSource,
  ) => {
    const prepared = new WeakMap<object, Map<string, Prepared | null>>()

    function prepare(em: EntityManager, values: Values): Prepared | null {
      const db = rowsOf<Tables>(em)
      const nodeOf = (given: Values) => build(db, given).toOperationNode() as RootOperationNode
      const learnt = { places: nodeOf(placesOf(values) as Values), values: nodeOf(values) }
      const made = memoryOf(em).prepare(db.getExecutor(), learnt, (place) => valueAt(values, place))
      if (made === null || !isPostgres(db)) return made
      return { ...made, compiled: { ...made.compiled, sql: oftenMark + made.compiled.sql } }
    }

    return async function run(em: EntityManager, values: Values): Promise<QueryResult<Row>> {
      const driver = em.getDriver()
      const ofDriver = prepared.get(driver) ?? new Map<string, Prepared | null>()
      prepared.set(driver, ofDriver)
      const shape = shapeOf(values)
      let known = ofDriver.get(shape)
      if (known === undefined) ofDriver.set(shape, (known = prepare(em, values)))
      const executor = rowsOf<Tables>(em).getExecutor()
      if (known === null) return executor.executeQuery<Row>(build(rowsOf<Tables>(em), values).compile())
      const memory = memoryOf(em)
      const parameters = known.parameters.map((part) =>
        part instanceof Place ? memory.bound(valueAt(values, part)) : part,
      )
      return executor.executeQuery<Row>({ ...known.compiled, parameters } as CompiledQuery<Row>)
    }
  }

const placesOf = (values: StatementValues): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((_, index) => new Place(name, index)) : new Place(name, null),
    ]),
  )

function valueAt(values: StatementValues, { name, index }: Place): unknown {
  const value = values[name]
  return index === null ? value : (value as readonly Scalar[])[index]
}

/** Lists of another length make another text. */
function shapeOf(values: StatementValues): string {
  let shape = ''
  for (const name in values) {
    const value = values[name]
    if (Array.isArray(value)) shape += `${value.length} `
  }
  return shape
}
