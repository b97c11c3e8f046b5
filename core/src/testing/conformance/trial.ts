import { randomBytes } from 'node:crypto'
import type { BoundAction } from '../../action/runtime.ts'
import { findAccountByEmail } from '../../auth/account.ts'
import type { DataSubject } from '../../plugin/define-plugin.ts'
import type { TestBrowser } from '../test-browser.ts'
import { createTestPortal } from '../test-portal.ts'
import type { TestPortal } from '../test-portal.ts'
import type { TracedPerson } from './options.ts'
import type { Subject } from './rule.ts'
import { sampleOf } from './sample.ts'
import type { Wording } from './sample.ts'
import { watchActions } from './watch-actions.ts'
import type { WatchedActions } from './watch-actions.ts'
import { watchAnswers } from './watch-answers.ts'
import type { FailedAnswer } from './watch-answers.ts'

/** A plugin that was used: what ran, and who did it. */
export interface Trial extends Omit<WatchedActions, 'unwatch'> {
  readonly portal: TestPortal
  readonly failed: readonly FailedAnswer[]
  readonly subject: DataSubject
  /** Texts that belong to the person and to nobody else. */
  readonly markers: readonly string[]
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
  const mark = `Spur${randomBytes(8).toString('hex')}`
  const identity = { name: `Petra ${mark}`, email: `${mark.toLowerCase()}@example.org` }
  const browser = await portal.as({ realm: 'citizen', trust: 'hoch', ...identity })
  const account = await findAccountByEmail(portal.database.em(), 'citizen', identity.email)
  try {
    if (options.use !== undefined) await options.use(portal, { ...identity, browser })
    else await useActions(portal, manifest.id, { ...identity, browser }, personalFields(manifest.personalData))
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
    markers: [mark, identity.email],
    close,
  }
}

/** `report.email` speaks of a field `email` of what people send. */
const personalFields = (personalData: readonly { fields: readonly string[] }[] = []): Set<string> =>
  new Set(personalData.flatMap(({ fields }) => fields.map((field) => field.split('.').at(-1) ?? field)))

// What people send first, then lists, then what staff do with it: ids in replies are the ones that later requests name.
async function useActions(portal: TestPortal, plugin: string, person: TracedPerson, personal: Set<string>) {
  const clerk = await portal.as('clerk')
  const ids = new Map<string, string>()
  const wording: Wording = (name, { format }) => {
    if (personal.has(name)) return format === 'email' ? person.email : person.name
    return ids.get(name)
  }
  const own = portal.assembly.actions.filter((bound) => bound.plugin === plugin)
  const ofStaff = ({ action: { definition } }: BoundAction) => definition.allow.kind === 'permission'
  const rounds = [
    own.filter((bound) => !ofStaff(bound) && bound.action.method !== 'GET'),
    own.filter(({ action }) => action.method === 'GET'),
    own.filter((bound) => ofStaff(bound) && bound.action.method !== 'GET'),
  ]
  for (const bound of rounds.flat()) await useAction(bound, ofStaff(bound) ? clerk : person.browser, wording, ids)
}

async function useAction(
  bound: BoundAction,
  browser: TestBrowser,
  wording: Wording,
  ids: Map<string, string>,
): Promise<void> {
  const { params, body, query } = bound.action.definition
  const values = (sampleOf(params, wording) ?? {}) as Record<string, unknown>
  const needed = query === undefined ? [] : ((query as { required?: string[] }).required ?? [])
  const asked = (sampleOf(query, wording) ?? {}) as Record<string, unknown>
  const search = new URLSearchParams(needed.map((name) => [name, String(asked[name])]))
  const path = bound.path.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(values[name])))
  const answer = await browser.call(bound.action.method, `${path}?${search}`, sampleOf(body, wording))
  if (answer.status === 200) collectIds(answer.body, ids)
}

function collectIds(value: unknown, ids: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string' && /id$/i.test(name)) ids.set(name, member)
    else collectIds(member, ids)
  }
}
