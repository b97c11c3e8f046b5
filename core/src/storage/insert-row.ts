import type { EntityProperty, EntitySchema } from '@mikro-orm/core'
import { CompiledQuery } from 'kysely'
import type { Kysely } from 'kysely'
import { isPostgres } from './column.ts'
import type { EntityManager } from './database.ts'
import type { RowOf } from './rows.ts'
import { unawaitedMark } from './unawaited.ts'
import { assertUnit } from './unit-of-work.ts'

/** The insert of one entity for one set of properties, made once. */
interface Insert {
  names: readonly string[]
  text: string
  converts: readonly ((value: unknown) => unknown)[]
}

/** By driver and entity; most entities are always written with the same properties. */
const made = new WeakMap<object, Map<EntitySchema, Insert[]>>()

/**
 * Adds one row of an entity within the unit of work of `em`. Nobody waits for it: on PostgreSQL it goes out together with
 * the statements after it, and its failure fails the commit. An insert that may fail for a reason the handler acts on is
 * better made with `rowsOf`. Throws `storage.outside-unit-of-work`.
 * @example await insertRow(em, Dog, await sealRow(em, Dog, { id: newId(), name, chipNumber: null }))
 */
export async function insertRow<E extends EntitySchema>(em: EntityManager, entity: E, row: RowOf<E>): Promise<void> {
  assertUnit(em)
  const db = em.getKysely() as Kysely<unknown>
  const names = Object.keys(row)
  const { text, converts } = insertOf(em, db, entity, names)
  const values = Object.values(row).map((value, index) => converts[index]!(value))
  await db.executeQuery(CompiledQuery.raw(text, values))
}

function insertOf(em: EntityManager, db: Kysely<unknown>, entity: EntitySchema, names: string[]): Insert {
  const driver = em.getDriver()
  const ofDriver = made.get(driver) ?? new Map<EntitySchema, Insert[]>()
  made.set(driver, ofDriver)
  const ofEntity = ofDriver.get(entity) ?? []
  ofDriver.set(entity, ofEntity)
  const known = ofEntity.find((insert) => areSame(insert.names, names))
  if (known !== undefined) return known
  const meta = em.getMetadata().get(entity)
  const properties = names.map((name) => meta.properties[name as never] as EntityProperty)
  const columns = properties.map(({ fieldNames }) => `"${fieldNames[0]}"`)
  const places = columns.map((_, index) => (isPostgres(db) ? `$${index + 1}` : '?'))
  const insert = {
    names,
    text: `insert into "${meta.tableName}" (${columns.join(', ')}) values (${places.join(', ')}) ${unawaitedMark}`,
    converts: properties.map((property) => conversionOf(em, property)),
  }
  ofEntity.push(insert)
  return insert
}

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name, index) => name === others[index])

function conversionOf(em: EntityManager, { customType, name }: EntityProperty): (value: unknown) => unknown {
  const platform = em.getPlatform()
  if (customType !== undefined) {
    const context = { fromQuery: true, key: name, mode: 'query-data' } as const
    return (value) => (value === null ? null : customType.convertToDatabaseValue(value, platform, context))
  }
  return (value) => (value instanceof Date ? platform.processDateProperty(value) : value)
}
