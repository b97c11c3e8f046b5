import type { ContributedField, Field, Fields } from '../field/field.ts'
import type { FieldKinds } from '../field/kind.ts'
import type { Service } from './defineService.ts'

/** Whether a field is of a kind that another plugin contributes. */
export const isContributed = (field: Field): field is ContributedField => field.kind.includes('.')

/** The service without the fields whose plugin is missing and which do not need it, and without pages left empty. */
export function withoutMissing(service: Service, kinds: FieldKinds): Service {
  const isMissing = (field: Field) => isContributed(field) && field.ifInstalled === true && !kinds.has(field.kind)
  const missing = Object.keys(service.fields).filter((name) => isMissing(service.fields[name]!))
  if (missing.length === 0) return service
  const fields: Fields = Object.fromEntries(Object.entries(service.fields).filter(([name]) => !missing.includes(name)))
  const pages = service.pages
    .map((page) => ({ ...page, fields: page.fields.filter((name) => !missing.includes(name)) }))
    .filter((page) => page.fields.length > 0)
  return { ...service, fields, pages }
}
