import { Type } from '@kreiswerk/core'
import type { Problem, TSchema } from '@kreiswerk/core'
import type { Answers } from '../field/field.ts'
import { askedIn, checkGroup, readGroup, schemaOfGroup } from '../field/group.ts'
import type { FieldContext } from '../field/kind.ts'
import type { Page, Service } from './defineService.ts'

/** A page on which something is asked, with the fields that are. */
export interface AskedPage extends Page {
  readonly asked: readonly string[]
}

/** The page of this id, or `undefined`. */
export const pageOf = (service: Service, id: string): Page | undefined => service.pages.find((page) => page.id === id)

/** The pages this application has to go through, given its answers: pages without a question are left out. */
export function askedPages(service: Service, answers: Answers): AskedPage[] {
  const { names } = askedIn(orderedFields(service), answers)
  return service.pages
    .map((page) => ({ ...page, asked: page.fields.filter((name) => names.includes(name)) }))
    .filter((page) => page.asked.length > 0)
}

/** The answers that count; answers to questions no longer asked are left out, also inside rows. */
export const pruned = (service: Service, answers: Answers): Answers => askedIn(orderedFields(service), answers).answers

/** The application so far with what one page sent, and what is wrong on that page. Pointers lead into the answers. */
export function validatePage(
  service: Service,
  pageId: string,
  sent: Answers,
  context: FieldContext,
  before: Answers = {},
): { answers: Answers; problems: Problem[] } {
  const page = pageOf(service, pageId)
  if (page === undefined) return { answers: before, problems: [] }
  const answers = withPage(service, page, sent, context, before)
  return { answers, problems: checkGroup(orderedFields(service), answers, context, page.fields) }
}

/** The application so far with what one page sent, unchecked: for drafts in the middle of a page. */
export function withPage(
  service: Service,
  page: Page,
  sent: Answers,
  context: FieldContext,
  before: Answers = {},
): Answers {
  const fields = Object.fromEntries(page.fields.map((name) => [name, service.fields[name]!]))
  const others = Object.entries(before).filter(([name]) => !page.fields.includes(name))
  return { ...Object.fromEntries(others), ...readGroup(fields, sent, context) }
}

/** Every problem of the whole application. */
export const validate = (service: Service, answers: Answers, context: FieldContext): Problem[] =>
  checkGroup(orderedFields(service), answers, context)

/** The ids of the pages where something is missing or wrong, in order. */
export function missingPages(service: Service, answers: Answers, context: FieldContext): string[] {
  const wrong = new Set(validate(service, answers, context).map((problem) => problem.pointer.split('/')[1]))
  return askedPages(service, answers)
    .filter((page) => page.asked.some((name) => wrong.has(name)))
    .map((page) => page.id)
}

/** What complete answers look like, for the API document and for receivers of applications. */
export const schemaOf = (service: Service, context: FieldContext): TSchema =>
  Type.Object(schemaOfGroup(orderedFields(service), context), {
    $id: `${service.id}@${service.version}`,
    title: service.title.de,
    additionalProperties: false,
  })

/** What one page of the form takes. */
export function schemaOfPage(service: Service, page: Page, context: FieldContext): TSchema {
  const fields = Object.fromEntries(page.fields.map((name) => [name, service.fields[name]!]))
  return Type.Object(schemaOfGroup(fields, context), { additionalProperties: false })
}

/** The fields in the order they are asked: conditions look only at what was asked before. */
export function orderedFields(service: Service): Service['fields'] {
  return Object.fromEntries(service.pages.flatMap((page) => page.fields).map((name) => [name, service.fields[name]!]))
}
