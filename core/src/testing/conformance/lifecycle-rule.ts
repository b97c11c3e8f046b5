import { createWritingContext } from '../../action/plugin-context.ts'
import { systemActor } from '../../auth/actor.ts'
import { isError } from '../../base/error.ts'
import { unitOfWork } from '../../storage/unit-of-work.ts'
import type { TestPortal } from '../test-portal.ts'
import type { Rule, Verdict } from './rule.ts'
import { tablesOf } from './tables.ts'

/** A purge may refuse with a coded error while a duty to keep stands; what it does not refuse it does completely. */
export const lifecycleRule: Rule = {
  name: 'a purge leaves nothing in the tables of the plugin, or says why it refuses',
  async check(subject) {
    const { id, tables: prefix = '' } = subject.package.manifest
    const purge = subject.plugin.declaration.lifecycle?.purge
    const { portal, fileTraces } = await subject.trial()
    const own = (await tablesOf(portal.database)).filter((name) => prefix !== '' && name.startsWith(prefix))
    if (purge === undefined) return withoutPurge(await filledOf(portal, own))
    const cause = { actor: systemActor, name: `${id}.conformance`, correlationId: 'conformance' }
    try {
      await unitOfWork(portal.database, (em) =>
        purge(createWritingContext(portal.runtime, id, portal.clock.now, em, cause)),
      )
    } catch (error) {
      return isError(error)
        ? { findings: [], unchecked: [`the purge refused: ${error.message}`] }
        : { findings: [`The purge failed without a coded error: ${(error as Error).message}`] }
    }
    return {
      findings: [
        ...(await filledOf(portal, own)).map((filled) => `After the purge ${filled}`),
        ...(await fileTraces()).map(({ whats }) => `After the purge the store has a file with ${whats}; call discard`),
      ],
    }
  },
}

/** The tables that are not empty, as words: `feedback_report still has 2 rows`. */
async function filledOf({ database }: TestPortal, tables: readonly string[]): Promise<string[]> {
  const filled: string[] = []
  for (const table of tables) {
    const [counted] = await database
      .em()
      .execute<{ rows: number | string }[]>(`select count(*) as "rows" from "${table}"`)
    const rows = Number(counted?.rows ?? 0)
    if (rows > 0) filled.push(`${table} still has ${rows} ${rows === 1 ? 'row' : 'rows'}`)
  }
  return filled
}

/** Nobody has to bring one; then whoever removes the plugin has to know what it leaves. */
const withoutPurge = (filled: readonly string[]): Verdict =>
  filled.length === 0
    ? { findings: [] }
    : { findings: [], unchecked: [`the plugin has no lifecycle.purge, and ${filled.join(', ')}`] }
