import { setTimeout as after } from 'node:timers/promises'
import type { Database } from '../../core/src/storage/database.ts'
import type { PortalOfTwo } from './two-portals.ts'

/** The portal that keeps the audit log; there is always one, or soon. */
export async function holderOf(database: Database, portals: readonly PortalOfTwo[]): Promise<PortalOfTwo> {
  for (;;) {
    const [row] = await database.em().execute<{ holder: string }[]>('select holder from core_audit_sequencer')
    const holder = portals.find(({ pid }) => row?.holder.includes(`:${pid}:`))
    if (holder !== undefined) return holder
    await after(100)
  }
}

/** Waits until the log has grown so many times. */
export async function grows(database: Database, from: number, times: number): Promise<void> {
  for (let size = from, grown = 0; grown < times; await after(50)) {
    const now = await sizeOfLog(database)
    if (now > size) grown += 1
    size = now
  }
}

export const sizeOfLog = (database: Database) =>
  count(database, 'select max(size) as number from core_audit_checkpoint')
/** Entries that are not in the log yet. */
export const waiting = (database: Database) =>
  count(database, 'select count(*) as number from core_audit_entry where log_index is null')

async function count(database: Database, query: string): Promise<number> {
  const [row] = await database.em().execute<{ number: string | number | null }[]>(query)
  return Number(row?.number ?? 0)
}

export async function atLeast(reached: () => number, count: number): Promise<void> {
  while (reached() < count) await after(20)
}
