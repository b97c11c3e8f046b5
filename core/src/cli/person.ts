import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { systemActor } from '../auth/actor.ts'
import { newId } from '../base/id.ts'
import { deletionListFile } from '../vault/deletion-list.ts'
import { settleErasure } from '../vault/settle-erasures.ts'
import { erasePerson, exportPerson, lookUpPerson } from '../portal/person/person-data.ts'
import type { Portal } from '../portal/create-portal.ts'
import { withPortal } from './with-portal.ts'

const optionsFor = ({ runtime, assembly }: Portal, name: string) => ({
  runtime,
  plugins: assembly.plugins,
  cause: { actor: systemActor, name, correlationId: newId() },
})

/** Whom somebody at the command line means; the same check as on the page for staff. */
const lookUp = (portal: Portal, person: string) =>
  lookUpPerson(optionsFor(portal, 'core.lookUpPerson'), person, async (_em, subject) => subject)

/** Writes everything kept about a person as JSON, to a file only its owner can read or to the standard output. */
export const personExport = (folder: string, person: string, out?: string): Promise<number> =>
  withPortal(folder, async (portal) => {
    const subject = await lookUp(portal, person)
    const exported = await exportPerson(optionsFor(portal, 'core.exportPerson'), subject)
    const text = `${JSON.stringify(exported, null, 2)}\n`
    if (out === undefined) process.stdout.write(text)
    else await writeFile(resolve(out), text, { mode: 0o600 })
    return 0
  })

/** Erases a person and says what a duty keeps; 3 when something is kept. */
export const personErase = (folder: string, person: string): Promise<number> =>
  withPortal(folder, async (portal, { dataFolder }) => {
    const subject = await lookUp(portal, person)
    const { entryId, kept } = await erasePerson(optionsFor(portal, 'core.erasePerson'), subject)
    await settleErasure(portal.database, deletionListFile(dataFolder))
    await portal.sequencer.flush()
    process.stdout.write(`Erased. Entry in the audit log: ${entryId}\n`)
    for (const { plugin, what, until, basis } of kept) {
      process.stdout.write(
        `kept  ${plugin}  ${what}  until ${until?.toISOString().slice(0, 10) ?? 'it is finished'}  ${basis}\n`,
      )
    }
    return kept.length === 0 ? 0 : 3
  })
