import { createWritingContext } from '../../action/plugin-context.ts'
import { systemActor } from '../../auth/actor.ts'
import type { WritingContext } from '../../action/context.ts'
import type { Entities } from '../../storage/database.ts'
import { rowsOf } from '../../storage/rows.ts'
import { unitOfWork } from '../../storage/unit-of-work.ts'
import { sealedTableOf } from '../../vault/sealed.ts'
import { openRows } from '../../vault/vault.ts'
import type { Rule, Verdict } from './rule.ts'
import { tablesOf } from './tables.ts'
import type { Trial } from './trial.ts'

export const privacyRule: Rule = {
  name: 'what is known about a person can be exported, and is gone once it is erased',
  async check(subject) {
    const { manifest } = subject.package
    const { privacy } = subject.plugin.declaration
    if (manifest.personalData === undefined && privacy === undefined) return { findings: [] }
    if (privacy === undefined) {
      return {
        findings: ['The manifest declares personalData, but the plugin has no "privacy" to export and erase it'],
      }
    }
    if (manifest.personalData === undefined) {
      return { findings: ['The plugin has "privacy", but its manifest does not say which personalData it stores'] }
    }
    const trial = await subject.trial()
    const { entities = [] } = subject.plugin.declaration
    const stored = await traces(trial, entities, manifest.tables)
    if (stored.length === 0) return nothingStored(subject.options.use !== undefined)
    const act = <T>(work: (context: WritingContext) => Promise<T>) => asPlugin(trial, manifest.id, work)
    const exported = await act((context) => privacy.export(context, trial.subject))
    await act((context) => privacy.erase(context, trial.subject))
    const left = await traces(trial, entities, manifest.tables)
    return {
      findings: [
        ...(isTraceOf(trial, exported)
          ? []
          : [`The export lacks what is stored about the person in ${stored.join(', ')}`]),
        ...left.map((place) => `After erasing, the person is still found in ${place}`),
      ],
    }
  },
}

const nothingStored = (wasUsed: boolean): Verdict =>
  wasUsed
    ? { findings: ['"use" left no name and no address of the person in the tables of the plugin'] }
    : {
        findings: [],
        unchecked: ['made-up requests stored nothing of a person; show with the option "use" how it comes about'],
      }

/** Where a text of the person stands in the plugin's tables, as `table.column`; sealed columns are opened. */
async function traces({ portal, markers }: Trial, entities: Entities, prefix = ''): Promise<string[]> {
  const found = new Set<string>()
  for (const table of (await tablesOf(portal.database)).filter((name) => prefix !== '' && name.startsWith(prefix))) {
    const rows: Record<string, unknown>[] = await portal.database.em().execute(`select * from "${table}"`)
    for (const [column, value] of rows.flatMap(Object.entries)) {
      if (markers.some((marker) => asText(value).includes(marker))) found.add(`${table}.${column}`)
    }
  }
  for (const entity of entities) {
    const { table, columns } = sealedTableOf(entity)
    const em = portal.database.em()
    const rows = await rowsOf<Record<string, Record<string, string>>>(em).selectFrom(table).selectAll().execute()
    for (const opened of await openRows(em, entity, rows)) {
      for (const column of columns) {
        const value = (opened as Record<string, unknown>)[column]
        if (markers.some((marker) => asText(value).includes(marker))) found.add(`${table}.${column}`)
      }
    }
  }
  return [...found].sort()
}

const isTraceOf = ({ markers }: Trial, exported: unknown): boolean =>
  markers.some((marker) => asText(exported).includes(marker))

const asText = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : (JSON.stringify(value) ?? '')

function asPlugin<T>({ portal }: Trial, plugin: string, work: (context: WritingContext) => Promise<T>): Promise<T> {
  const cause = { actor: systemActor, name: `${plugin}.conformance`, correlationId: 'conformance' }
  return unitOfWork(portal.database, (em) =>
    work(createWritingContext(portal.runtime, plugin, portal.clock.now, em, cause)),
  )
}
