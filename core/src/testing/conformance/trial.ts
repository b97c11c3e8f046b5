import { findAccountByEmail } from '../../auth/account.ts'
import type { DataSubject } from '../../plugin/define-plugin.ts'
import { createTestPortal } from '../test-portal.ts'
import type { TestPortal } from '../test-portal.ts'
import { Markers } from './markers.ts'
import type { Subject } from './rule.ts'
import { useActions } from './use-actions.ts'
import { watchActions } from './watch-actions.ts'
import type { WatchedActions } from './watch-actions.ts'
import { watchAnswers } from './watch-answers.ts'
import type { FailedAnswer } from './watch-answers.ts'
import { watchFiles } from './watch-files.ts'
import type { FileTrace } from './watch-files.ts'

/** A plugin that was used: what ran, and who did it. */
export interface Trial extends Omit<WatchedActions, 'unwatch'> {
  readonly portal: TestPortal
  readonly failed: readonly FailedAnswer[]
  readonly subject: DataSubject
  /** Texts that belong to the person and to nobody else. */
  readonly markers: Markers
  /** The files in the store that hold one of them. */
  fileTraces(): Promise<FileTrace[]>
  close(): Promise<void>
}

/** Puts the plugin into a portal and uses it: as told, or with requests made up from the schemas of its actions. */
export async function startTrial({
  package: { manifest },
  installed,
  options,
}: Omit<Subject, 'trial'>): Promise<Trial> {
  const { log, failed } = watchAnswers()
  const portal = await createTestPortal({ plugins: installed, deployment: options.deployment, log })
  const { unwatch, ...watched } = watchActions(portal)
  const close = () => {
    unwatch()
    return portal.close()
  }
  const markers = new Markers()
  const fileTraces = watchFiles(portal, markers)
  const identity = {
    name: `Petra ${markers.make('the name')}`,
    email: `${markers.make('the e-mail address')}@example.org`,
    text: (field: string) => markers.make(`"${field}"`),
  }
  const browser = await portal.as({ realm: 'citizen', trust: 'hoch', name: identity.name, email: identity.email })
  const account = await findAccountByEmail(portal.database.em(), 'citizen', identity.email)
  try {
    if (options.use !== undefined) await options.use(portal, { ...identity, browser })
    else await useActions(portal, manifest, { ...identity, browser })
    await portal.settle()
  } catch (error) {
    await close()
    throw error
  }
  return {
    ...watched,
    portal,
    failed,
    subject: { accountId: account!.id, email: identity.email },
    markers,
    fileTraces,
    close,
  }
}
