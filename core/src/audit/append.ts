import { randomBytes } from 'node:crypto'
import { newId } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { insertRow } from '../storage/insert-row.ts'
import { rowsOf } from '../storage/rows.ts'
import { unawaited } from '../storage/unawaited.ts'
import { beforeCommit } from '../storage/unit-of-work.ts'
import { commitTo, saltLength, writeDetails, writeEntry } from './entry.ts'
import type { AuditRealm } from './entry.ts'
import { leafHash } from './merkle.ts'
import { announceEntries } from './sequencer-signal.ts'
import type { DetailRow, EntryRow, Tables } from './tables.ts'
import { AuditEntryRecord } from './tables.ts'
import { sealDisclosure } from './disclosure.ts'
import type { Disclosure } from './disclosure.ts'

/** What happened, as the kernel reports it. */
export interface AuditFact {
  at: Date
  /** Account id or another pseudonym; null for somebody without account. Never a name or an address. */
  actor: string | null
  realm: AuditRealm
  action: string
  /** Names a thing by type and id, e.g. `report:<id>`. Never personal data. */
  object: string
  plugin: string
  correlationId: string
  /** JSON that may hold personal data; it stays outside of the log and can be erased. */
  details?: unknown
  /** Whose key seals the details, so that they are erased with it: the actor's unless told. */
  subject?: string
}

interface Collected {
  entries: EntryRow[]
  details: { subject: string; entryId: string; disclosure: Disclosure }[]
}

const collected = new WeakMap<EntityManager, Collected>()

/**
 * Leaves an entry for the audit log in the unit of work of `em`: it is kept if and only if the unit is, and a unit whose
 * entry cannot be written fails. Throws `audit.entry-too-large` and `audit.details-too-large`.
 */
export async function appendAudit(em: EntityManager, fact: AuditFact): Promise<{ id: string }> {
  const { at, details, subject, ...rest } = fact
  const id = newId()
  const disclosed = details === undefined ? null : { salt: randomBytes(saltLength), details: writeDetails(details) }
  const commitment = disclosed === null ? {} : { commitment: commitTo(disclosed.salt, disclosed.details) }
  const entry = writeEntry({ v: 1, id, at: at.toISOString(), ...rest, ...commitment })

  const rows = collect(em)
  rows.entries.push({ id, entry, leafHash: leafHash(entry), logIndex: null })
  if (disclosed !== null) {
    rows.details.push({ subject: subject ?? fact.actor ?? id, entryId: id, disclosure: disclosed })
  }
  return { id }
}

function collect(em: EntityManager): Collected {
  const open = collected.get(em)
  if (open !== undefined) return open
  const rows: Collected = { entries: [], details: [] }
  beforeCommit(em, async () => {
    collected.delete(em)
    for (const entry of rows.entries) await insertRow(em, AuditEntryRecord, entry)
    if (rows.details.length > 0)
      await unawaited(
        rowsOf<Tables>(em)
          .insertInto('core_audit_detail')
          .values(await sealAll(em, rows)),
      ).execute()
  })
  announceEntries(em)
  collected.set(em, rows)
  return rows
}

async function sealAll(em: EntityManager, { details }: Collected): Promise<DetailRow[]> {
  const sealed: DetailRow[] = []
  for (const { subject, entryId, disclosure } of details) {
    sealed.push(await sealDisclosure(em, subject, entryId, disclosure))
  }
  return sealed
}
