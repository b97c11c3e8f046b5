import type { CompiledQuery, Kysely } from 'kysely'
import type { EntityManager } from './database.ts'
import { rowsOf } from './rows.ts'

interface Built<Row> {
  compile(): CompiledQuery<Row>
}

/** Runs a prepared query with one value for each of its parameters. */
export type Prepared<Parameters extends readonly string[], Row> = (
  em: EntityManager,
  ...values: Parameters
) => Promise<Row[]>

/**
 * A query that is built and translated once and not for every request. It is built with texts that stand for its
 * parameters, each of which must reach the query as it is; values are bound as they come.
 * @example const dogsOf = prepared((db: Kysely<Tables>, owner) => db.selectFrom('dog').selectAll().where('ownerId', '=', owner))
 */
export function prepared<Tables, Parameters extends readonly string[], Row>(
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Built<Row>,
  count = build.length - 1,
): Prepared<Parameters, Row> {
  const queries = new WeakMap<object, (values: readonly string[]) => CompiledQuery<Row>>()

  function queryFor(em: EntityManager) {
    const known = queries.get(em.getDriver())
    if (known !== undefined) return known
    const marks = Array.from({ length: count }, (_, at) => `parameter ${at}`)
    const compiled = build(rowsOf<Tables>(em), ...(marks as unknown as Parameters)).compile()
    const places = compiled.parameters.map((parameter) => marks.indexOf(String(parameter)))
    const lost = marks.find((_mark, at) => !places.includes(at))
    if (lost !== undefined) throw new Error(`A prepared query does not bind ${lost} as it comes`)
    const fill = (values: readonly string[]): CompiledQuery<Row> => ({
      ...compiled,
      parameters: compiled.parameters.map((fixed, at) => (places[at] === -1 ? fixed : values[places[at]!])),
    })
    queries.set(em.getDriver(), fill)
    return fill
  }

  return async function runPrepared(em, ...values) {
    const { rows } = await rowsOf<Tables>(em).executeQuery(queryFor(em)(values))
    return rows
  }
}
