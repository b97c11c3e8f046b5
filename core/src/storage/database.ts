import { MikroORM, StringType, TextType } from '@mikro-orm/core'
import type { EntityMetadata, EntitySchema, Options } from '@mikro-orm/core'
import type { AbstractSqlDriver, SqlEntityManager } from '@mikro-orm/sql'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { systemClock } from '../base/clock.ts'
import type { Clock } from '../base/clock.ts'
import { errors } from './errors.ts'
import { silentLog } from './log.ts'
import type { Log } from './log.ts'

/** MikroORM's entity manager for SQL; within a unit of work everything done with it is one transaction. */
export type EntityManager = SqlEntityManager

export type Engine = 'sqlite' | 'postgres'

export type Entities = readonly EntitySchema[]

interface EngineSetup {
  options: Partial<Options<AbstractSqlDriver, SqlEntityManager>>
  /** Called once everything is closed. */
  dispose(): void
}

export interface DatabaseOptions {
  /** `sqlite:<file>`, `sqlite::memory:` (a temporary file that is gone after closing) or `postgres://user:password@host:port/name`. */
  url: string
  entities: Entities
  log?: Log
  /** When jobs are due; tests pass their own. */
  clock?: Clock
}

type ManagerClass = new (...parts: ConstructorParameters<typeof SqlEntityManager<AbstractSqlDriver>>) => EntityManager

/** An open database: one ORM root over one engine. Write through `unitOfWork`, read through `em()`. */
export interface Database {
  readonly engine: Engine
  readonly orm: MikroORM<AbstractSqlDriver, SqlEntityManager>
  readonly log: Log
  readonly clock: Clock
  /** A fresh entity manager that reads what is committed, also while units of work run; on SQLite it cannot write. */
  em(): EntityManager
  /** Resolves when the database answers, and fails when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Opens the database and connects, or fails with `storage.unreachable`. Neither compares nor changes its schema. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await createDatabase(options)
  await connectDatabase(database)
  return database
}

/** A database that is not connected yet: to be handed on while `connectDatabase` waits for it. */
export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, entities, log = silentLog, clock = systemClock } = options
  const engine = engineOf(url)
  const { options: engineOptions, dispose } = await loadEngine(engine, url)
  const orm = new MikroORM<AbstractSqlDriver, SqlEntityManager>({
    ...engineOptions,
    entities: [...entities],
    metadataCache: { enabled: false },
    discovery: { warnWhenNoEntities: false, onMetadata: (meta) => treatTextAlike(meta, engine) },
    ensureDatabase: false,
    timezone: 'Z',
  })
  const Manager = orm.em.constructor as ManagerClass
  let closed = false
  const database: Database = {
    engine,
    orm,
    log,
    clock,
    em() {
      // MikroORM would quietly connect again.
      if (closed) throw errors.closed()
      // What `fork` does for an entity manager without filters or session, at a third of its cost.
      return new Manager(orm.config, orm.driver, orm.getMetadata(), false, orm.em.getEventManager())
    },
    ping: async () => void (await database.em().execute('select 1')),
    async close() {
      closed = true
      await orm.close(true)
      dispose()
    },
  }
  return database
}

/** Connects, or closes the database and fails with `storage.unreachable`. */
export async function connectDatabase(database: Database): Promise<void> {
  try {
    await database.orm.connect()
    await Promise.all((['write', 'read'] as const).map((way) => answers(database, way)))
  } catch (cause) {
    await database.close()
    const reason = cause instanceof Error ? cause.message : String(cause)
    // An address of a server would carry its password.
    const place = database.engine === 'sqlite' ? ` (${database.orm.config.get('dbName')})` : ''
    throw errors.unreachable({ reason: `${reason}${place}` }, { cause })
  }
}

async function answers({ orm }: Database, way: 'read' | 'write'): Promise<void> {
  await sql`select 1`.execute(orm.em.getConnection(way).getClient() as Kysely<unknown>)
}

function engineOf(url: string): Engine {
  if (url.startsWith('sqlite:')) return 'sqlite'
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgres'
  throw errors.badDatabaseUrl({ start: url.slice(0, url.indexOf(':') + 1).slice(0, 20) })
}

// Loaded on demand, so that a portal carries only the driver of its own engine.
async function loadEngine(engine: Engine, url: string): Promise<EngineSetup> {
  return engine === 'sqlite'
    ? (await import('./sqlite-engine.ts')).sqliteOptions(url)
    : (await import('./postgres-engine.ts')).postgresOptions(url)
}

// SQLite's text has no length limit and sorts by code point. PostgreSQL would cut in at 255 characters and sort by the
// locale the database happened to be created with.
function treatTextAlike(meta: EntityMetadata, engine: Engine): void {
  for (const property of Object.values(meta.properties)) {
    const type: unknown = property.type
    if (type === StringType) property.columnTypes ??= ['text']
    const isText = type === StringType || type === TextType || property.enum === true
    if (isText && engine === 'postgres') property.collation ??= 'C'
  }
}
