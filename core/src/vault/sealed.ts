import { p } from '@mikro-orm/core'
import type { EntitySchema } from '@mikro-orm/core'
import type { RowOf } from '../storage/rows.ts'

declare const sealedValue: unique symbol

/**
 * A value that only the vault can read. In the database it is text; in types it is neither text nor `T`, so that whoever
 * forgets to seal before writing or to open after reading does not compile.
 */
export interface Sealed<T> {
  readonly [sealedValue]: T
}

const sealedGroup = 'kreiswerk.sealed'
const subjectGroup = 'kreiswerk.subject'

/** A column that holds personal data, sealed: `answers: sealed<Answers>()`. In migrations it is `text`. */
export const sealed = <T>() => p.text().$type<Sealed<T>>().groups(sealedGroup)

/**
 * The column that names whose key seals the row. Without one it is the row's own id: the row then has a key of its own
 * and is erased by itself.
 */
export const subjectId = () => p.uuid().groups(subjectGroup)

type Opening<V> = [Extract<V, Sealed<unknown>>] extends [never]
  ? V
  : Extract<V, Sealed<unknown>> extends Sealed<infer T>
    ? T | null
    : never

/** A row with its sealed columns open; `null` where nothing was sealed or the key is destroyed. */
export type OpenRow<Row> = { [K in keyof Row]: Opening<Row[K]> }

/** A row, or the part of it that an update sets, before sealing. */
export type PlainRow<E extends EntitySchema> = OpenRow<RowOf<E>>

/** What `sealRow` makes of `P`: the same keys, sealed columns sealed. */
export type SealedRow<E extends EntitySchema, P> = { [K in keyof P]: K extends keyof RowOf<E> ? RowOf<E>[K] : P[K] }

export interface SealedTable {
  table: string
  primaryKey: string
  subject: string
  columns: string[]
}

interface PropertyMeta {
  groups?: string[]
}

const tables = new WeakMap<EntitySchema, SealedTable>()

/** What of an entity is sealed, and under whose key. */
export function sealedTableOf(entity: EntitySchema): SealedTable {
  const known = tables.get(entity)
  if (known !== undefined) return known
  const { properties, primaryKeys, tableName } = entity.init().meta
  const inGroup = (group: string) =>
    Object.entries(properties as Record<string, PropertyMeta>)
      .filter(([, property]) => property.groups?.includes(group))
      .map(([name]) => name)
  const primaryKey = primaryKeys[0] as string
  const found = {
    table: tableName,
    primaryKey,
    subject: inGroup(subjectGroup)[0] ?? primaryKey,
    columns: inGroup(sealedGroup),
  }
  tables.set(entity, found)
  return found
}
