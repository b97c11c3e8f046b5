import { service } from '../../base/reference.ts'
import type { OrphanedTable } from '../orphaned-tables.ts'
import type { NotReady } from '../../web/site.ts'

/** What the running portal knows of itself. */
export interface OperationFacts {
  /** Why it cannot do its work at the moment; none when it can. */
  reasonsNotReady(): Promise<NotReady[]>
  /** With why it rests, where one failed to start. */
  plugins: readonly { id: string; name: string; version: string; resting?: string | undefined }[]
  /** Tables of plugins that are no longer installed. */
  orphans: readonly OrphanedTable[]
  /** What looks for malware in files; `null` where nothing does. */
  scanner: string | null
  /** Step of the start → milliseconds. */
  timings: ReadonlyMap<string, number>
}

/** Gives the pages of administration the facts, once the portal is put together. */
export interface OperationDesk {
  facts(): OperationFacts
  open(facts: OperationFacts): void
}

export const operationDesk = service<OperationDesk>('core.operation-desk@1')

export function createOperationDesk(): OperationDesk {
  let known: OperationFacts = {
    reasonsNotReady: async () => [],
    plugins: [],
    orphans: [],
    scanner: null,
    timings: new Map(),
  }
  return {
    facts: () => known,
    open(facts) {
      known = facts
    },
  }
}
