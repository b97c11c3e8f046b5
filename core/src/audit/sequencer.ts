import type { Database } from '../storage/database.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { LeaseLost, resumeLog, sequence } from './sequence.ts'
import type { Grown, SequenceOptions } from './sequence.ts'
import { acquireLease, leaseDuration, newHolder, releaseLease, renewLease } from './sequencer-lease.ts'
import type { Lease } from './sequencer-lease.ts'
import { onEntries } from './sequencer-signal.ts'

export { resumeLog, sequence } from './sequence.ts'
export type { SequenceOptions } from './sequence.ts'

export interface SequencerOptions extends SequenceOptions {
  /** Milliseconds in which entries gather before they are taken together; 100 unless told. */
  delay?: number
  /** Milliseconds between two looks for entries of other processes and for a log that nobody continues; 1,000 unless told. */
  interval?: number
}

/** Keeps taking entries into the log. It is woken by every commit of audit entries in this process. */
export interface Sequencer {
  /** Why the log does not grow at the moment, or null. */
  readonly problem: unknown
  /** Whether this process is the one that continues the log. */
  readonly isElected: boolean
  wake(): void
  /** Takes all that waits now, unless another process is elected to; rejects when the log may not be continued. */
  flush(): Promise<void>
  /** Takes what is left and ends; another process may go on at once. */
  stop(): Promise<void>
}

/**
 * Starts the sequencer of this process. Any number may run on one PostgreSQL: the database elects one, and another takes
 * over when that one ends or has not answered for five seconds. On SQLite there is one portal, and transactions suffice.
 */
export function startSequencer(
  database: Database,
  { delay = 100, interval = 1_000, ...options }: SequencerOptions,
): Sequencer {
  const holder = newHolder()
  let problem: unknown = null
  let timer: NodeJS.Timeout | null = null
  let turn: Promise<void> = Promise.resolve()
  let resumed = false
  let lease: Lease | null = null
  let renewedAt = 0

  /** Whether this process may go on with the log now; what it remembers of an earlier time as holder counts for nothing. */
  async function isElected(): Promise<boolean> {
    if (database.engine === 'sqlite') return true
    if (lease !== null && performance.now() - renewedAt > leaseDuration / 3) {
      const held = lease
      if (!(await unitOfWork(database, (em) => renewLease(database, em, held)))) lease = null
      else renewedAt = performance.now()
    }
    if (lease === null) {
      lease = await acquireLease(database, holder)
      renewedAt = performance.now()
      if (lease === null) return false
      resumed = false
      database.log.debug({ epoch: lease.epoch }, 'this process continues the audit log')
    }
    return true
  }

  async function takeAll(): Promise<void> {
    try {
      const elected = await isElected()
      if (!resumed) await resumeLog(database, options)
      resumed = true
      if (elected) {
        let grown: Grown | null
        // Entries that come meanwhile gather for the next time.
        do {
          grown = await sequence(database, options, lease ?? undefined)
          if (grown !== null) renewedAt = performance.now()
        } while (grown?.isFull === true)
      }
    } catch (error) {
      const given = lease
      lease = null
      if (!(error instanceof LeaseLost)) {
        // Perhaps another process can, e.g. one whose disk is not full.
        if (given !== null) await releaseLease(database, given).catch(() => {})
        throw error
      }
      database.log.info('another process continues the audit log')
    }
    problem = null
  }

  /** One after another; each attempt starts after the one before has ended, whichever way. */
  function flush(): Promise<void> {
    const attempt = turn.then(takeAll)
    turn = attempt.catch((error: unknown) => {
      problem = error
      // It may have failed between the commit and the second place for its checkpoint.
      resumed = false
      database.log.error({ err: error }, 'the audit log cannot be continued')
    })
    return attempt
  }

  function wake(): void {
    timer ??= setTimeout(() => {
      timer = null
      flush().catch(() => {})
    }, delay)
  }

  const stopListening = onEntries(database, wake)
  const ticking = setInterval(wake, interval).unref()
  wake()

  return {
    get problem() {
      return problem
    },
    get isElected() {
      return database.engine === 'sqlite' || lease !== null
    },
    wake,
    flush,
    async stop() {
      stopListening()
      clearInterval(ticking)
      if (timer !== null) clearTimeout(timer)
      flush().catch(() => {})
      await turn
      if (lease !== null) await releaseLease(database, lease).catch(() => {})
    },
  }
}
