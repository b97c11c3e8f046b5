import type { BoundAction } from '../../action/runtime.ts'
import type { Manifest } from '../../plugin/manifest.ts'
import type { TestPortal } from '../test-portal.ts'
import { markerLength } from './markers.ts'
import type { TracedPerson } from './options.ts'
import { sampleOf } from './sample.ts'
import type { Wording } from './sample.ts'

/**
 * Sends made-up requests to every action of a plugin: what people send first, then lists, then what staff do with it, for
 * ids in replies are the ones that later requests name.
 */
export async function useActions(portal: TestPortal, { id, personalData }: Manifest, person: TracedPerson) {
  const clerk = await portal.as('clerk')
  const ids = new Map<string, string>()
  const personal = personalFields(personalData)
  const own = portal.assembly.actions.filter(({ plugin }) => plugin === id)
  const rounds = [
    own.filter((bound) => !isOfStaff(bound) && bound.action.method !== 'GET'),
    own.filter(({ action }) => action.method === 'GET'),
    own.filter((bound) => isOfStaff(bound) && bound.action.method !== 'GET'),
  ]
  for (const bound of rounds.flat()) {
    const { method, definition } = bound.action
    // What people write is theirs; what staff write only where the manifest says so.
    const words: Wording = (name, schema) =>
      personal.has(name) || (!isOfStaff(bound) && !ids.has(name)) ? typed(person, name, schema) : ids.get(name)
    const url = addressOf(bound, (name) => ids.get(name))
    const browser = isOfStaff(bound) ? clerk : person.browser
    const answer = await browser.call(method, url, sampleOf(definition.body, words))
    if (answer.status === 200) collectIds(answer.body, ids)
  }
}

const isOfStaff = ({ action }: BoundAction): boolean => action.definition.allow.kind === 'permission'

/** `report.email` speaks of a field `email` of what people send. */
const personalFields = (personalData: Manifest['personalData'] = []): Set<string> =>
  new Set(personalData.flatMap(({ fields }) => fields.map((field) => field.split('.').at(-1) ?? field)))

/** What a person types into a field, to be found again; `undefined` where only certain texts are taken. */
function typed(person: TracedPerson, name: string, schema: Parameters<Wording>[1]): string | undefined {
  const { format, pattern, minLength = 0, maxLength = markerLength } = schema
  if (format === 'email') return person.email
  if (format !== undefined || pattern !== undefined || maxLength < markerLength) return undefined
  return person.text(name).padEnd(minLength, '.')
}

function addressOf({ path, action: { definition } }: BoundAction, wording: Wording): string {
  const { params, query } = definition
  const values = (sampleOf(params, wording) ?? {}) as Record<string, unknown>
  const needed = query === undefined ? [] : ((query as { required?: string[] }).required ?? [])
  const asked = (sampleOf(query, wording) ?? {}) as Record<string, unknown>
  const search = new URLSearchParams(needed.map((name) => [name, String(asked[name])]))
  const filled = path.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(values[name])))
  return `${filled}?${search}`
}

function collectIds(value: unknown, ids: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string' && /id$/i.test(name)) ids.set(name, member)
    else collectIds(member, ids)
  }
}
