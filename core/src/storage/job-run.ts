import type { ClaimedJob } from './job-claim.ts'
import { buryJob, completeJob, extendLease, postponeJob } from './job-outcome.ts'
import type { Database } from './database.ts'

/** What a job's handler gets. It may run more than once for one job, so what it does must bear repetition. */
export interface JobRun {
  payload: unknown
  jobId: string
  /** 1 on the first try. */
  attempt: number
  /**
   * Aborted after 15 minutes, when another worker may have taken over, or when the process can wait no longer. Five
   * seconds later the job counts as failed.
   */
  signal: AbortSignal
}

/** Does one kind of job, in units of work of its own. An error means: try again later. */
export type JobHandler = (run: JobRun) => Promise<void>

export interface RunOptions {
  database: Database
  handlers: ReadonlyMap<string, JobHandler>
  /** After so many failures a job becomes a dead letter. */
  maxAttempts: number
  leaseMilliseconds: number
  /** After so many milliseconds a handler is asked to give up, however alive its process is. */
  longestRun: number
  /** So many milliseconds it has from then on to do so; one that goes on all the same counts as failed. */
  timeToHeed: number
  random: () => number
}

/** Runs a claimed job to its outcome: done, postponed or dead. Rejects only when the outcome cannot be written. */
export async function runJob(job: ClaimedJob, options: RunOptions, stopping: AbortSignal): Promise<void> {
  const { database, maxAttempts, random } = options
  const { log, clock } = database
  const facts = { job: job.id, topic: job.topic, attempt: job.attempts }
  try {
    await attempt(job, options, stopping)
  } catch (error) {
    if (job.attempts >= maxAttempts) {
      log.error({ ...facts, err: error }, 'job failed for the last time')
      await buryJob(database, job, error, clock())
    } else {
      const dueAt = new Date(clock().getTime() + backoff(job.attempts, random))
      log.warn({ ...facts, err: error, dueAt }, 'job failed and is tried again')
      await postponeJob(database, job, error, dueAt)
    }
    return
  }
  if (!(await completeJob(database, job))) log.warn(facts, 'job took longer than its lease and may have run twice')
}

async function attempt(job: ClaimedJob, options: RunOptions, stopping: AbortSignal): Promise<void> {
  const { database, handlers, maxAttempts, leaseMilliseconds, longestRun, timeToHeed } = options
  if (job.attempts > maxAttempts) throw new Error('The process ended during every attempt')
  const lost = new AbortController()
  const extend = async () => {
    const until = new Date(database.clock().getTime() + leaseMilliseconds)
    const held = await extendLease(database, job, until).catch(() => true)
    if (!held) lost.abort()
  }
  const heartbeat = setInterval(() => void extend(), leaseMilliseconds / 3)
  const tooLong = new AbortController()
  const limit = setTimeout(() => tooLong.abort(), longestRun)
  const signal = AbortSignal.any([stopping, lost.signal, tooLong.signal])
  const ignored = ignoring(signal, timeToHeed)
  try {
    const run = { payload: job.payload, jobId: job.id, attempt: job.attempts, signal }
    await Promise.race([handlers.get(job.topic)!(run), ignored.failure])
  } finally {
    clearInterval(heartbeat)
    clearTimeout(limit)
    ignored.clear()
  }
}

/** Fails when so many milliseconds have gone by since the signal, unless it is cleared before. */
function ignoring(signal: AbortSignal, milliseconds: number) {
  const { promise: failure, reject } = Promise.withResolvers<never>()
  let timer: NodeJS.Timeout | undefined
  const wait = () => {
    timer = setTimeout(() => reject(new Error('The job was asked to give up and went on')), milliseconds)
  }
  if (signal.aborted) wait()
  else signal.addEventListener('abort', wait, { once: true })
  return {
    failure,
    clear() {
      signal.removeEventListener('abort', wait)
      clearTimeout(timer)
    },
  }
}

const firstPause = 5_000
const longestPause = 6 * 60 * 60 * 1000

/** Milliseconds before the try after attempt number `attempt`: 5 s, 20 s, 80 s … at most 6 h, less up to half by chance. */
export const backoff = (attempt: number, random: () => number): number =>
  Math.round(Math.min(firstPause * 4 ** (attempt - 1), longestPause) * (1 - random() / 2))
