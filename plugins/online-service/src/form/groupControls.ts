import { html } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'
import type { FieldType } from '../contract.ts'
import type { Field, Fields } from '../field/field.ts'
import { holds } from '../service/condition.ts'
import type { Scope } from '../service/condition.ts'
import type { FileView } from '../file/fileView.ts'
import { fieldControl, isShownAtAGlance, shownAnswer } from './fieldControl.ts'

export interface GroupEnvironment {
  locale: string
  /** The kinds that other plugins contribute, by name. */
  contributed: ReadonlyMap<string, FieldType>
  /** What those have found out about the world, by field. */
  live: ReadonlyMap<string, unknown>
  /** What is attached so far. */
  files: readonly FileView[]
  /** Answers outside this group: on other pages, around a row. */
  around: Scope
}

/**
 * The controls of fields that stand together. A question that hangs on one answer of a choice appears right below that
 * answer; any other conditional question appears once its condition holds for what is kept or was just sent. Both work
 * without JavaScript.
 */
export function groupControls(
  fields: Fields,
  names: readonly string[],
  nameOf: (field: string) => string,
  environment: GroupEnvironment,
): TemplateResult[] {
  const scope: Scope = (name) => (names.includes(name) ? shownAnswer(nameOf(name)) : environment.around(name))
  const below = (host: string | undefined) =>
    names.filter((name) => {
      const place = hostOf(fields[name]!, fields, names)
      if (place !== undefined || host !== undefined) return place !== undefined && keyOf(place) === host
      const { when } = fields[name]!
      return when === undefined || holds(when, scope)
    })
  const render = (host?: string): TemplateResult[] =>
    below(host).map((name) =>
      fieldControl(name, fields[name]!, nameOf(name), {
        ...environment,
        group: (inner, nameIn) => groupControls(inner, Object.keys(inner), nameIn, { ...environment, around: scope }),
        revealed(field, answer) {
          const host = keyOf({ field, answer })
          // Rendered by the choice itself, which keeps browsers from insisting on answers that are not asked for.
          return below(host).length > 0 ? () => html`${render(host)}` : undefined
        },
      }),
    )
  return render()
}

interface Host {
  field: string
  answer: string
}

const keyOf = ({ field, answer }: Host) => `${field}=${answer}`

/** The answer below which a question appears: its condition is that very answer, to a choice shown on the same page. */
function hostOf({ when }: Field, fields: Fields, names: readonly string[]): Host | undefined {
  if (when === undefined || !('is' in when) || !names.includes(when.field)) return undefined
  const host = fields[when.field]
  return host !== undefined && isShownAtAGlance(host) ? { field: when.field, answer: String(when.is) } : undefined
}
