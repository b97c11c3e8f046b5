import { defineEntity, p } from '@mikro-orm/core'
import { column } from './column.ts'
import type { Entities } from './database.ts'
import type { Migration } from './migration.ts'

/**
 * Work left for after a commit. `dueAt` is when it may start; while it runs, when its lease ends; null once it is given
 * up. Done jobs are deleted, so the table stays as small as the work that is open.
 */
export const Job = defineEntity({
  name: 'Job',
  tableName: 'core_job',
  properties: {
    id: p.uuid().primary(),
    topic: p.text(),
    orderKey: p.text().nullable(),
    uniqueKey: p.text().nullable(),
    payload: p.json<unknown>().nullable(),
    createdAt: p.datetime(),
    dueAt: p.datetime().nullable(),
    attempts: p.integer(),
    lastError: p.text().nullable(),
    deadAt: p.datetime().nullable(),
  },
  indexes: [
    { name: 'core_job_due', properties: ['dueAt', 'id'] },
    { name: 'core_job_order', properties: ['orderKey', 'topic', 'id'] },
    { name: 'core_job_dead', properties: ['deadAt'] },
  ],
  uniques: [{ name: 'core_job_unique', properties: ['uniqueKey'] }],
})

/** An event that is committed but not yet handed to its subscribers. */
export const OutboxEvent = defineEntity({
  name: 'OutboxEvent',
  tableName: 'core_outbox',
  properties: {
    id: p.uuid().primary(),
    event: p.text(),
    payload: p.json<unknown>().nullable(),
    at: p.datetime(),
  },
})

/** A job that is to be enqueued again and again. */
export const RecurringJob = defineEntity({
  name: 'RecurringJob',
  tableName: 'core_recurring_job',
  properties: {
    topic: p.text().primary(),
    everySeconds: p.integer(),
    nextAt: p.datetime(),
  },
  indexes: [{ name: 'core_recurring_job_next', properties: ['nextAt'] }],
})

export const entities: Entities = [Job, OutboxEvent, RecurringJob]

export interface JobRow {
  id: string
  topic: string
  orderKey: string | null
  uniqueKey: string | null
  payload: unknown
  createdAt: Date
  dueAt: Date | null
  attempts: number
  lastError: string | null
  deadAt: Date | null
}

export interface OutboxRow {
  id: string
  event: string
  payload: unknown
  at: Date
}

export interface RecurringJobRow {
  topic: string
  everySeconds: number
  nextAt: Date
}

export interface Tables {
  core_job: JobRow
  core_outbox: OutboxRow
  core_recurring_job: RecurringJobRow
}

const jobs: Migration = {
  name: '0001-jobs',
  async up(db) {
    const { uuid, text, json, instant, integer } = column(db)
    await db.schema
      .createTable('core_job')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('topic', text, (it) => it.notNull())
      .addColumn('order_key', text)
      .addColumn('unique_key', text)
      .addColumn('payload', json)
      .addColumn('created_at', instant, (it) => it.notNull())
      .addColumn('due_at', instant)
      .addColumn('attempts', integer, (it) => it.notNull())
      .addColumn('last_error', text)
      .addColumn('dead_at', instant)
      .execute()
    await db.schema.createIndex('core_job_due').on('core_job').columns(['due_at', 'id']).execute()
    await db.schema.createIndex('core_job_order').on('core_job').columns(['order_key', 'topic', 'id']).execute()
    await db.schema.createIndex('core_job_dead').on('core_job').column('dead_at').execute()
    await db.schema.createIndex('core_job_unique').unique().on('core_job').column('unique_key').execute()
    await db.schema
      .createTable('core_outbox')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('event', text, (it) => it.notNull())
      .addColumn('payload', json)
      .addColumn('at', instant, (it) => it.notNull())
      .execute()
    await db.schema
      .createTable('core_recurring_job')
      .addColumn('topic', text, (it) => it.primaryKey().notNull())
      .addColumn('every_seconds', integer, (it) => it.notNull())
      .addColumn('next_at', instant, (it) => it.notNull())
      .execute()
    await db.schema.createIndex('core_recurring_job_next').on('core_recurring_job').column('next_at').execute()
  },
}

export const migrations: readonly Migration[] = [jobs]
