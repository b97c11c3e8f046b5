import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'

/** The data types of one engine, as migrations use them and as the entities expect them. */
export interface ColumnTypes {
  /** `p.uuid()` */
  uuid: RawBuilder<unknown>
  /** `p.string()` and `p.text()` */
  text: RawBuilder<unknown>
  /** `p.integer()`, 32 bits on PostgreSQL */
  integer: RawBuilder<unknown>
  /** `p.bigint()` */
  bigint: RawBuilder<unknown>
  /** `p.double()` */
  double: RawBuilder<unknown>
  /** `p.boolean()` */
  boolean: RawBuilder<unknown>
  /** `p.datetime()`: a moment in time */
  instant: RawBuilder<unknown>
  /** `p.date()`: a calendar day without time */
  day: RawBuilder<unknown>
  /** `p.json()` */
  json: RawBuilder<unknown>
  /** `p.blob()` and `p.uint8array()` */
  bytes: RawBuilder<unknown>
}

const sqlite: ColumnTypes = {
  uuid: sql`text`,
  text: sql`text`,
  integer: sql`integer`,
  bigint: sql`bigint`,
  double: sql`double`,
  boolean: sql`integer`,
  instant: sql`datetime`,
  day: sql`date`,
  json: sql`json`,
  bytes: sql`blob`,
}

const postgres: ColumnTypes = {
  uuid: sql`uuid`,
  text: sql`text collate "C"`,
  integer: sql`int`,
  bigint: sql`bigint`,
  double: sql`double precision`,
  boolean: sql`boolean`,
  instant: sql`timestamptz`,
  day: sql`date`,
  json: sql`jsonb`,
  bytes: sql`bytea`,
}

/** The column types of the engine behind `db`, for migrations: `.addColumn('at', column(db).instant, …)`. */
export const column = (db: Kysely<unknown>): ColumnTypes => (isPostgres(db) ? postgres : sqlite)

/** Whether `db` speaks to PostgreSQL; otherwise it is SQLite. Asks the adapter by name: Kysely may be there twice. */
export const isPostgres = (db: Pick<Kysely<unknown>, 'getExecutor'>): boolean =>
  db.getExecutor().adapter.constructor.name === 'PostgresAdapter'
