import type { Database } from '../storage/database.ts'
import { resumeLog, sequence } from './sequence.ts'
import type { SequenceOptions } from './sequence.ts'
import { onEntries } from './sequencer-signal.ts'

export { resumeLog, sequence } from './sequence.ts'
export type { SequenceOptions } from './sequence.ts'

export interface SequencerOptions extends SequenceOptions {
  /** Milliseconds in which entries gather before they are taken together; 100 unless told. */
  delay?: number
  /** Milliseconds between two looks for entries that other processes have left; 5,000 unless told. */
  interval?: number
}

/** Keeps taking entries into the log. It is woken by every commit of audit entries in this process. */
export interface Sequencer {
  /** Why the log does not grow at the moment, or null. */
  readonly problem: unknown
  wake(): void
  /** Takes all that waits now; rejects when the log may not be continued. */
  flush(): Promise<void>
  /** Takes what is left and ends. */
  stop(): Promise<void>
}

/** Starts the sequencer of this process. Any number may run on one database; they take turns. */
export function startSequencer(
  database: Database,
  { delay = 100, interval = 5_000, ...options }: SequencerOptions,
): Sequencer {
  let problem: unknown = null
  let timer: NodeJS.Timeout | null = null
  let turn: Promise<void> = Promise.resolve()
  let resumed = false

  async function takeAll(): Promise<void> {
    if (!resumed) await resumeLog(database, options)
    resumed = true
    while ((await sequence(database, options)) !== null) continue
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
    wake,
    flush,
    async stop() {
      stopListening()
      clearInterval(ticking)
      if (timer !== null) clearTimeout(timer)
      flush().catch(() => {})
      await turn
    },
  }
}
