import type { Test } from 'tap'
import type { Database } from '../../src/storage/database.ts'
import { startWorker } from '../../src/storage/job-worker.ts'
import type { JobHandler, Worker, WorkerOptions } from '../../src/storage/job-worker.ts'
import { entities, migrations } from '../../src/storage/tables.ts'
import type { OpenOptions } from '../../src/testing/databases.ts'

export const storageOptions: OpenOptions = { entities, migrations: [{ plugin: 'core', migrations }] }

/** A worker that works only when drained, and the payloads of the jobs it finished, in order. */
export function workerOf(
  t: Test,
  database: Database,
  handlers: Record<string, JobHandler>,
  options: Partial<WorkerOptions> = {},
): { worker: Worker; done: unknown[] } {
  const done: unknown[] = []
  const noting = Object.entries(handlers).map(([topic, handler]): [string, JobHandler] => [
    topic,
    async (run) => {
      await handler(run)
      done.push(run.payload)
    },
  ])
  const worker = startWorker({ database, handlers: new Map(noting), automatic: false, ...options })
  t.teardown(() => worker.stop())
  return { worker, done }
}

/** A clock that stands still until it is told to go on. */
export function createTestClock(start = '2026-03-02T08:00:00.000Z') {
  let time = Date.parse(start)
  return {
    now: () => new Date(time),
    in: (milliseconds: number) => new Date(time + milliseconds),
    advance(milliseconds: number) {
      time += milliseconds
    },
  }
}
