import { readEntry } from '../../audit/entry.ts'
import { AuditEntryRecord } from '../../audit/tables.ts'
import { listQuery } from '../../storage/rows.ts'
import type { RowOf } from '../../storage/rows.ts'
import { whatsByPlace, clearTraces } from './row-traces.ts'
import type { Rule } from './rule.ts'
import type { Trial } from './trial.ts'

const auditTable = 'core_audit_entry'

/** Whether the plugin declares personal data or not: what people type is theirs. */
export const sealingRule: Rule = {
  name: 'what people type is kept sealed, and the audit log names nobody',
  async check(subject) {
    const trial = await subject.trial()
    // The kernel's tables too: a plugin fills its jobs and events.
    const clear = whatsByPlace(await clearTraces(trial, (table) => table !== auditTable))
    return {
      findings: [
        ...[...clear].map(([place, whats]) => `${place} holds ${whats} in the clear; ${remedyFor(place)}`),
        ...(await namedInLog(trial)),
        ...(await trial.fileTraces())
          .filter(({ sealed }) => !sealed)
          .map(({ whats }) => `A file lies in the store with ${whats} in the clear; ${sealFile}`),
      ],
    }
  },
}

const remedyFor = (place: string): string =>
  place.startsWith('core_')
    ? 'jobs, events and the like carry ids and no personal data'
    : 'make the column sealed() and write it with sealRow, or say in the schema which few values it takes'
const sealFile = 'seal it with sealBytes before blobs.put, or keep the upload itself'

/** What `record` was given in `object` stays for ever, in a log that others may see. */
async function namedInLog({ portal, markers }: Trial): Promise<string[]> {
  const rows = await listQuery<RowOf<typeof AuditEntryRecord>>(portal.database.em(), AuditEntryRecord)
    .select('entry')
    .execute()
  const found = rows.flatMap(({ entry }) =>
    markers
      .in(entry)
      .map(({ what }) => `The audit line of ${readEntry(entry)?.action} holds ${what} for ever; ${byId}`),
  )
  return [...new Set(found)]
}

const byId = 'name the object by its id, and give the rest to "record" as "details"'
