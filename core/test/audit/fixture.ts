import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { appendAudit, type AuditFact } from '../../src/audit/append.ts'
import { checkpointFile } from '../../src/audit/kept-checkpoint.ts'
import { loadOrCreateKey } from '../../src/audit/key.ts'
import { sequence, type SequenceOptions } from '../../src/audit/sequence.ts'
import { entities, migrations } from '../../src/audit/tables.ts'
import type { Database, EntityManager } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import * as vault from '../../src/vault/tables.ts'
import type { OpenTestDatabase } from '../../src/testing/databases.ts'

export const now = new Date('2026-03-01T10:00:00.000Z')

export const fact = (number: number, details?: unknown): AuditFact => ({
  at: now,
  actor: '0190a1b2-0000-7000-8000-000000000001',
  realm: 'citizen',
  action: 'sample.change',
  object: `thing:${number}`,
  plugin: 'sample',
  correlationId: `request-${number}`,
  details,
})

export function temporaryFolder(t: { teardown(action: () => unknown): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-audit-'))
  t.teardown(() => {
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export interface TestLog {
  database: Database
  folder: string
  options: SequenceOptions
  publicKey: string
  /** Appends this many entries in one unit of work and returns their ids. */
  append(count: number, details?: unknown): Promise<string[]>
  /** Takes all that waits into the log; the size afterwards, null when nothing waited. */
  sequence(): Promise<{ size: number } | null>
  /** Changes the database behind the back of the portal. */
  attack(statement: string): Promise<unknown>
}

export const raw = (em: EntityManager, statement: string) => sql.raw(statement).execute(em.getKysely())

export const openAudit = (open: OpenTestDatabase): Promise<Database> =>
  open({
    entities: [...vault.entities, ...entities],
    migrations: [{ plugin: 'core', migrations: [...vault.migrations, ...migrations].sort(byName) }],
  })

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1)

export async function testLog(t: { teardown(action: () => unknown): void }, open: OpenTestDatabase): Promise<TestLog> {
  const database = await openAudit(open)
  const folder = temporaryFolder(t)
  const key = await loadOrCreateKey(folder, 'portal.example/audit')
  const options = { key, clock: () => now, kept: checkpointFile(folder) }
  let appended = 0
  return {
    database,
    folder,
    options,
    publicKey: key.verifierKey,
    append: (count, details) =>
      unitOfWork(database, async (em) => {
        const ids: string[] = []
        for (let at = 0; at < count; at++) ids.push((await appendAudit(em, fact(appended++, details))).id)
        return ids
      }),
    sequence: () => sequence(database, options),
    attack: (statement) => unitOfWork(database, (em) => raw(em, statement)),
  }
}
