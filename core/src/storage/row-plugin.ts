import type { EntityProperty } from '@mikro-orm/core'
import { MikroKyselyPlugin } from '@mikro-orm/sql'
import { AliasNode, TableNode } from 'kysely'
import type {
  DeleteQueryNode,
  InsertQueryNode,
  KyselyPlugin,
  OperationNode,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryId,
  QueryResult,
  SelectQueryNode,
  UnknownRow,
  UpdateQueryNode,
} from 'kysely'
import type { EntityManager } from './database.ts'

/** What a column of a result is called and how its values are read. */
interface Field {
  name: string
  read?(value: unknown): unknown
}

type Fields = ReadonlyMap<string, Field>

/**
 * Lets queries speak of properties and their types instead of columns, on both engines. MikroORM translates the queries;
 * results are read here, where what is known about a set of tables is worked out once and not for every result.
 */
export class RowPlugin implements KyselyPlugin {
  readonly #translator: MikroKyselyPlugin
  readonly #em: EntityManager
  readonly #tables = new WeakMap<QueryId, string[]>()
  readonly #fields = new Map<string, Fields>()

  constructor(em: EntityManager) {
    this.#em = em
    this.#translator = new MikroKyselyPlugin(em, { columnNamingStrategy: 'property', convertValues: true })
  }

  transformQuery(args: PluginTransformQueryArgs) {
    this.expect(args.queryId, tablesIn(args.node))
    return this.#translator.transformQuery(args)
  }

  /** Says which tables a query reads whose translation is known. */
  expect(queryId: QueryId, tables: string[]): void {
    this.#tables.set(queryId, tables)
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    if (result.rows.length === 0) return result
    const fields = this.#fieldsOf(this.#tables.get(queryId) ?? [])
    const columns = Object.keys(result.rows[0]!).map((column) => ({
      column,
      ...(fields.get(column) ?? { name: column }),
    }))
    return { ...result, rows: result.rows.map((row) => readRow(row, columns)) }
  }

  #fieldsOf(tables: string[]): Fields {
    const key = tables.join()
    const known = this.#fields.get(key)
    if (known !== undefined) return known
    const made = new Map<string, Field>()
    const platform = this.#em.getPlatform()
    for (const meta of this.#em.getMetadata()) {
      if (!tables.includes(meta.tableName)) continue
      for (const property of meta.props) {
        const field = fieldOf(property, platform)
        for (const column of [...(property.fieldNames ?? []), property.name]) made.set(column, field)
      }
    }
    this.#fields.set(key, made)
    return made
  }
}

/** All rows of a result have the same columns. */
function readRow(row: UnknownRow, columns: readonly (Field & { column: string })[]): UnknownRow {
  const read: UnknownRow = {}
  for (const { column, name, read: readValue } of columns) {
    const value = row[column]
    read[name] = readValue === undefined || value === null ? value : readValue(value)
  }
  return read
}

function fieldOf({ name, customType, runtimeType }: EntityProperty, platform: Platform): Field {
  if (customType !== undefined) return { name, read: (value) => customType.convertToJSValue(value, platform) }
  if (runtimeType === 'boolean') return { name, read: Boolean }
  if (runtimeType === 'Date') return { name, read: (value) => platform.parseDate(value as string | number) }
  return { name }
}

type Platform = ReturnType<EntityManager['getPlatform']>

type QueryNode = SelectQueryNode | InsertQueryNode | UpdateQueryNode | DeleteQueryNode

/** The tables whose columns a query may return. */
export function tablesIn(node: OperationNode): string[] {
  if (AliasNode.is(node)) return tablesIn(node.node)
  if (TableNode.is(node)) return [node.table.identifier.name]
  const query = node as Partial<QueryNode> & OperationNode
  const parts: (OperationNode | undefined)[] = [
    ...('from' in query ? (query.from?.froms ?? []) : []),
    ...('joins' in query ? (query.joins ?? []).map(({ table }) => table) : []),
    'into' in query ? query.into : undefined,
    'table' in query ? query.table : undefined,
  ]
  return parts.flatMap((part) => (part === undefined ? [] : tablesIn(part)))
}
