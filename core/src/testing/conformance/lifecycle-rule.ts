import { createWritingContext } from '../../action/plugin-context.ts'
import { systemActor } from '../../auth/actor.ts'
import { isError } from '../../base/error.ts'
import { unitOfWork } from '../../storage/unit-of-work.ts'
import type { Rule } from './rule.ts'
import { tablesOf } from './tables.ts'

/** A purge may refuse with a coded error while a duty to keep stands; what it does not refuse it does completely. */
export const lifecycleRule: Rule = {
  name: 'a purge leaves nothing in the tables of the plugin, or says why it refuses',
  async check(subject) {
    const { id, tables: prefix = '' } = subject.package.manifest
    const purge = subject.plugin.declaration.lifecycle?.purge
    if (purge === undefined) return { findings: [] }
    const { portal } = await subject.trial()
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
    const own = (await tablesOf(portal.database)).filter((name) => prefix !== '' && name.startsWith(prefix))
    const findings: string[] = []
    for (const table of own) {
      const [counted] = await portal.database
        .em()
        .execute<{ rows: number | string }[]>(`select count(*) as "rows" from "${table}"`)
      const rows = Number(counted?.rows ?? 0)
      if (rows > 0) findings.push(`After the purge ${table} still has ${rows} ${rows === 1 ? 'row' : 'rows'}`)
    }
    return { findings }
  },
}
