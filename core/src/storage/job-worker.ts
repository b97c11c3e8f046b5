import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from './database.ts'
import { claimJobs } from './job-claim.ts'
import { runJob } from './job-run.ts'
import type { JobHandler } from './job-run.ts'
import { eventsAtOnce, relayOutbox } from './outbox-relay.ts'
import type { Subscribers } from './outbox-relay.ts'
import { enqueueRecurring } from './scheduled.ts'
import { onWork } from './work-signal.ts'

export type { JobHandler, JobRun } from './job-run.ts'
export type { Subscribers } from './outbox-relay.ts'

export interface WorkerOptions {
  database: Database
  /** By topic. Jobs of topics without a handler here are left for other processes. */
  handlers: ReadonlyMap<string, JobHandler>
  subscribers?: Subscribers
  /** Jobs at a time in this process: 4 unless told. */
  concurrency?: number
  /** Attempts before a job becomes a dead letter: 8 unless told, over about eight hours. */
  maxAttempts?: number
  /** How long a job stays reserved for a process that no longer answers: 60 unless told. */
  leaseSeconds?: number
  /** How long a job may take before it is asked to give up: 15 minutes unless told. */
  longestRunSeconds?: number
  /** How long a job may go on that was asked to give up, before it counts as failed: 5 unless told. */
  secondsToHeed?: number
  /** How long a worker that stops waits before it asks what runs to give up: 20 unless told. */
  stopSeconds?: number
  /** How long to wait before looking for work of other processes: 1 unless told. */
  idleSeconds?: number
  /** False: works only when `drain` is called, for tests. */
  automatic?: boolean
  /** From 0 to below 1, for the pause between attempts. */
  random?: () => number
}

export interface Worker {
  /** Looks for work now; commits of this process do that by themselves. */
  wake(): void
  /** Resolves when nothing that is due is left, including what the work itself leaves. */
  drain(): Promise<void>
  /**
   * Takes no new work and resolves when what runs is done; after 20 seconds its signal asks it to give up, and what goes
   * on all the same is waited for no longer than five more.
   */
  stop(): Promise<void>
}

/** Far more than any job of the kernel takes: what lasts longer waits for something that does not come. */
const longestRunSeconds = 15 * 60
const secondsToHeed = 5
const stopSeconds = 20

/** Milliseconds in which events gather before they are handed on together. */
const gathering = 40

/** What a turn found. */
type Found = 'nothing' | 'some' | 'more may wait'

/** Hands events to their subscribers and runs jobs, each at least once, until it is stopped. */
export function startWorker(options: WorkerOptions): Worker {
  const { database, handlers, subscribers = new Map(), concurrency = 4 } = options
  const { leaseSeconds = 60, idleSeconds = 1, automatic = true, maxAttempts = 8, random = Math.random } = options
  const longestRun = (options.longestRunSeconds ?? longestRunSeconds) * 1000
  const timeToHeed = (options.secondsToHeed ?? secondsToHeed) * 1000
  const patienceOnStop = (options.stopSeconds ?? stopSeconds) * 1000
  const leaseMilliseconds = leaseSeconds * 1000
  const run = { database, handlers, maxAttempts, leaseMilliseconds, longestRun, timeToHeed, random }
  const topics = [...handlers.keys()]
  const running = new Set<Promise<void>>()
  const giveUp = new AbortController()
  const bell = createBell()
  const stopping = new AbortController()
  let turn: Promise<unknown> = Promise.resolve()

  // One turn at a time, so that whoever waits for a turn knows that everything it claimed is in `running`.
  function takeTurn(): Promise<Found> {
    const next = turn.then(lookForWork)
    turn = next.catch(() => {})
    return next
  }

  async function lookForWork(): Promise<Found> {
    if (stopping.signal.aborted) return 'nothing'
    const events = await relayOutbox(database, subscribers)
    const recurring = await enqueueRecurring(database, topics)
    const leaseUntil = new Date(database.clock().getTime() + leaseMilliseconds)
    const jobs = await claimJobs(database, { topics, limit: concurrency - running.size, leaseUntil })
    for (const job of jobs) keep(runJob(job, run, giveUp.signal))
    if (jobs.length > 0 || events === eventsAtOnce) return 'more may wait'
    return events + recurring > 0 ? 'some' : 'nothing'
  }

  function keep(job: Promise<void>): void {
    const settled = job
      .catch((error) => database.log.error({ err: error }, 'the outcome of a job could not be written'))
      .finally(() => {
        running.delete(settled)
        bell.ring()
      })
    running.add(settled)
  }

  // What was left by another process can wait until this one has started.
  async function workUntilStopped(): Promise<void> {
    await bell.wait(idleSeconds * 1000)
    while (!stopping.signal.aborted) {
      const found = await takeTurn().catch((error) => {
        database.log.error({ err: error }, 'could not look for work')
        return 'nothing' as const
      })
      if (found === 'nothing') await bell.wait(idleSeconds * 1000)
      if (found !== 'more may wait') await pause(gathering, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const stopListening = onWork(database, bell.ring)
  const loop = automatic ? workUntilStopped() : Promise.resolve()

  return {
    wake: bell.ring,
    async drain() {
      while ((await takeTurn()) !== 'nothing' || running.size > 0) {
        if (running.size > 0) await Promise.race(running)
      }
    },
    async stop() {
      stopping.abort()
      stopListening()
      bell.ring()
      const patience = setTimeout(() => giveUp.abort(), patienceOnStop)
      await Promise.all([loop, turn])
      await Promise.all(running)
      clearTimeout(patience)
    },
  }
}

/** Lets a loop sleep until it is rung for; a ring while it is awake ends its next sleep at once. */
function createBell() {
  let rung = false
  let wakeUp = () => {}
  return {
    ring() {
      rung = true
      wakeUp()
    },
    async wait(milliseconds: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          wakeUp = () => (clearTimeout(timer), resolve())
        })
      }
      rung = false
    },
  }
}
