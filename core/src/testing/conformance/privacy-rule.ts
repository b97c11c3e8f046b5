import { createWritingContext } from '../../action/plugin-context.ts'
import { systemActor } from '../../auth/actor.ts'
import { erasePerson } from '../../portal/person/person-data.ts'
import { rowsOf } from '../../storage/rows.ts'
import { unitOfWork } from '../../storage/unit-of-work.ts'
import type { Tables as VaultTables } from '../../vault/tables.ts'
import { asText } from './markers.ts'
import { clearTraces, sealedTraces, whatsByPlace } from './row-traces.ts'
import type { RowTrace } from './row-traces.ts'
import type { Rule, Subject, Verdict } from './rule.ts'
import type { Trial } from './trial.ts'

export const privacyRule: Rule = {
  name: 'what is known about a person can be exported, and is gone once it is erased',
  async check(subject) {
    const { manifest } = subject.package
    const { privacy } = subject.plugin.declaration
    const trial = await subject.trial()
    const stored = await tracesOf(subject, trial)
    const undeclared = undeclaredIn(subject, [...whatsByPlace(stored).keys()])
    if (undeclared !== undefined) return { findings: [undeclared] }
    if (privacy === undefined) return { findings: [] }
    if (stored.length === 0) return nothingStored(subject.options.use !== undefined)

    const cause = { actor: systemActor, name: `${manifest.id}.conformance`, correlationId: 'conformance' }
    const { runtime, assembly, database, clock } = trial.portal
    const exported = await unitOfWork(database, (em) =>
      privacy.export(createWritingContext(runtime, manifest.id, clock.now, em, cause), trial.subject),
    )
    await erasePerson({ runtime, plugins: assembly.plugins, cause }, trial.subject)
    await trial.portal.settle()
    return {
      findings: [...missingInExport(stored, exported, trial), ...(await leftAfterErasing(subject, trial, stored))],
    }
  },
}

/** Where the plugin's tables hold what the person typed. */
async function tracesOf({ package: { manifest }, plugin }: Subject, trial: Trial): Promise<RowTrace[]> {
  const { tables: prefix } = manifest
  const clear = await clearTraces(trial, (table) => prefix !== undefined && table.startsWith(prefix))
  return [...clear, ...(await sealedTraces(trial, plugin.declaration.entities ?? []))]
}

function undeclaredIn({ package: { manifest }, plugin }: Subject, places: readonly string[]): string | undefined {
  const { privacy } = plugin.declaration
  if (privacy === undefined && manifest.personalData !== undefined)
    return 'The manifest declares personalData, but the plugin has no "privacy" to export and erase it'
  if (privacy !== undefined && manifest.personalData === undefined)
    return 'The plugin has "privacy", but its manifest does not say which personalData it stores'
  if (privacy !== undefined || places.length === 0) return undefined
  return `What people typed is kept in ${places.join(', ')}; declare it in the manifest under "personalData", and add "privacy" to export and erase it`
}

const nothingStored = (wasUsed: boolean): Verdict =>
  wasUsed
    ? { findings: ['"use" left no name and no address of the person in the tables of the plugin'] }
    : {
        findings: [],
        unchecked: ['made-up requests stored nothing of a person; show with the option "use" how it comes about'],
      }

/** What stands in two columns, such as a summary of answers, needs to be exported once. */
function missingInExport(stored: readonly RowTrace[], exported: unknown, { markers }: Trial): string[] {
  const shown = new Set(markers.in(asText(exported)))
  const missing = stored.map(({ place, markers: typed }) => ({ place, markers: typed.filter((it) => !shown.has(it)) }))
  return [...whatsByPlace(missing.filter(({ markers: typed }) => typed.length > 0))].map(
    ([place, whats]) => `The export lacks what is stored about the person in ${place}: ${whats}`,
  )
}

async function leftAfterErasing(subject: Subject, trial: Trial, stored: readonly RowTrace[]): Promise<string[]> {
  const left = whatsByPlace(await tracesOf(subject, trial))
  const living = new Set(
    await rowsOf<VaultTables>(trial.portal.database.em())
      .selectFrom('core_data_key')
      .select('id')
      .execute()
      .then(idsOf),
  )
  const openable = stored.filter(({ place, keyId }) => keyId !== null && living.has(keyId) && !left.has(place))
  return [
    ...[...left.keys()].map((place) => `After erasing, the person is still found in ${place}`),
    ...[...whatsByPlace(openable).keys()].map(
      (place) => `After erasing, the key of ${place} is still there, and a backup can be read again; call destroyKeys`,
    ),
    ...(await trial.fileTraces()).map(({ whats }) => `After erasing, a file with ${whats} can be read; call discard`),
  ]
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)
