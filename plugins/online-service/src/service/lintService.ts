import type { FieldKinds } from '../field/kind.ts'
import type { ContributedField, Field, Fields } from '../field/field.ts'
import type { FieldType } from '../field/fieldType.ts'
import { comparisonsIn } from './condition.ts'
import type { Scalar } from './condition.ts'
import type { Service } from './defineService.ts'
import { lintExamples } from './lintExamples.ts'
import { isContributed } from './withoutMissing.ts'
import type { Wording } from './wording.ts'

/** One thing that is wrong with a definition: a stable code and where, e.g. `fields.items.pieces`. */
export interface Flaw {
  readonly code:
    | 'id-malformed'
    | 'version-malformed'
    | 'leika-malformed'
    | 'retention-malformed'
    | 'unit-malformed'
    | 'text-missing'
    | 'no-pages'
    | 'duplicate-page'
    | 'duplicate-option'
    | 'duplicate-output'
    | 'unknown-field'
    | 'field-on-no-page'
    | 'field-on-two-pages'
    | 'reserved-name'
    | 'unknown-kind'
    | 'bounds'
    | 'list-in-list'
    | 'file-in-list'
    | 'contributed-in-list'
    | 'settings-malformed'
    | 'condition-not-earlier'
    | 'condition-never-holds'
    | 'example-missing'
    | 'example-invalid'
    | 'fee-not-an-amount'
    | 'fee-unexpected'
  readonly at: string
  readonly message: string
}

export type Report = (code: Flaw['code'], at: string, message: string) => void

const slug = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const fieldName = /^[a-z][a-zA-Z0-9]*$/
const version = /^\d+\.\d+\.\d+$/
const duration = /^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/
const unit = /^([a-z0-9-]+\/)+$/
const leika = /^99\d{12}$/

/** Everything that is wrong with a definition, found without filing a single application. Empty: fit to be offered. */
export function lintService(service: Service, kinds: FieldKinds): Flaw[] {
  const flaws: Flaw[] = []
  const report: Report = (code, at, message) => flaws.push({ code, at, message })
  lintDescription(service, report)
  lintPages(service, report)
  lintFields(inPageOrder(service), kinds, report, 'fields', new Map())
  if (flaws.length === 0) lintExamples(service, kinds, report)
  return flaws
}

function lintDescription(service: Service, report: Report) {
  if (!slug.test(service.id)) report('id-malformed', 'id', `${service.id} is not lower-case words joined by hyphens`)
  if (!version.test(service.version)) report('version-malformed', 'version', `${service.version} is not like 1.0.0`)
  if (!unit.test(service.unit)) report('unit-malformed', 'unit', `${service.unit} is not a path like city/office/`)
  if (service.leika !== undefined && !leika.test(service.leika)) {
    report('leika-malformed', 'leika', 'A key has 14 digits and begins with 99')
  }
  for (const [name, value] of Object.entries(service.retention)) {
    if (!duration.test(value)) report('retention-malformed', `retention.${name}`, `${value} is not like P30D or P2Y`)
  }
  lintText(service.title, 'title', report)
  lintText(service.summary, 'summary', report)
  service.needs?.forEach((need, index) => lintText(need, `needs.${index}`, report))
  const outputs = service.outputs.map((output) => output.id)
  for (const id of repeated(outputs)) report('duplicate-output', 'outputs', `${id} stands there twice`)
}

function lintPages(service: Service, report: Report) {
  if (service.pages.length === 0) report('no-pages', 'pages', 'There is no page')
  for (const id of repeated(service.pages.map((page) => page.id)))
    report('duplicate-page', `pages.${id}`, 'The id repeats')
  const placed = service.pages.flatMap((page) => page.fields)
  for (const page of service.pages) {
    if (!slug.test(page.id)) report('id-malformed', `pages.${page.id}`, 'Not lower-case words joined by hyphens')
    lintText(page.title, `pages.${page.id}.title`, report)
    for (const name of page.fields) {
      if (!Object.hasOwn(service.fields, name)) report('unknown-field', `pages.${page.id}`, `There is no field ${name}`)
    }
  }
  for (const name of Object.keys(service.fields)) {
    if (!placed.includes(name)) report('field-on-no-page', `fields.${name}`, 'Nobody is ever asked for it')
  }
  for (const name of repeated(placed)) report('field-on-two-pages', `fields.${name}`, 'It is asked twice')
}

/** `earlier`: the fields a condition may look at, with the values they can have (`null`: any). */
function lintFields(
  fields: Fields,
  kinds: FieldKinds,
  report: Report,
  at: string,
  earlier: Map<string, Scalar[] | null>,
) {
  for (const [name, field] of Object.entries(fields)) {
    const here = `${at}.${name}`
    if (!fieldName.test(name) || name === 'id' || name === 'constructor') {
      report('reserved-name', here, 'Not camelCase, or a name with another meaning')
    }
    if (!kinds.has(field.kind)) report('unknown-kind', here, `No plugin provides the kind ${field.kind}`)
    lintText(field.label, `${here}.label`, report)
    lintConditions(field, here, report, earlier)
    lintBounds(field, here, report)
    if (field.kind === 'file' && at !== 'fields') report('file-in-list', here, 'A row cannot hold files')
    if (isContributed(field)) lintContributed(field, here, at, kinds, report)
    if (field.kind === 'list') {
      lintText(field.row, `${here}.row`, report)
      if (at !== 'fields') report('list-in-list', here, 'A row cannot hold a list')
      lintFields(field.fields, kinds, report, here, new Map(earlier))
    }
    earlier.set(name, valuesOf(field))
  }
}

function lintConditions(field: Field, at: string, report: Report, earlier: Map<string, Scalar[] | null>) {
  if (field.when === undefined) return
  for (const { field: name, values } of comparisonsIn(field.when)) {
    const possible = earlier.get(name)
    if (possible === undefined) report('condition-not-earlier', `${at}.when`, `${name} is not asked before`)
    const never = possible?.length && values.every((value) => !possible.includes(value))
    if (never) report('condition-never-holds', `${at}.when`, `${name} is never ${values.join(' or ')}`)
  }
}

function lintBounds(field: Field, at: string, report: Report) {
  if (
    field.kind === 'list' &&
    !(Number.isInteger(field.min) && field.min >= 0 && field.max >= field.min && field.max <= 200)
  ) {
    report('bounds', at, 'A list has 0 to 200 rows, min before max')
  }
  if (field.kind === 'file') {
    const { maxFiles = 1, maxMebibytes = 10 } = field
    if (!Number.isInteger(maxFiles) || maxFiles < 1 || maxFiles > 20)
      report('bounds', at, 'A field takes 1 to 20 files')
    if (!(maxMebibytes > 0 && maxMebibytes <= 100)) report('bounds', at, 'A file has at most 100 MiB')
    if (field.accept.length === 0) report('bounds', at, 'There is no kind of file to accept')
  }
  if (field.kind === 'number' && (field.minimum ?? 0) > (field.maximum ?? Infinity)) {
    report('bounds', at, 'The minimum is above the maximum')
  }
  if (field.kind !== 'choice' && field.kind !== 'choices') return
  for (const value of repeated(field.options.map((option) => option.value))) {
    report('duplicate-option', at, `${value} stands there twice`)
  }
  field.options.forEach((option) => lintText(option.label, `${at}.options.${option.value}`, report))
  if (field.options.length === 0) report('bounds', at, 'There is nothing to choose from')
}

function lintContributed(field: ContributedField, here: string, at: string, kinds: FieldKinds, report: Report) {
  const type = kinds.get(field.kind) as FieldType | undefined
  if (type?.live !== undefined && at !== 'fields') report('contributed-in-list', here, 'A row cannot hold it')
  const flaw = type?.flaw?.(field) ?? null
  if (flaw !== null) report('settings-malformed', `${here}.settings`, flaw)
}

function lintText(text: Wording | undefined, at: string, report: Report) {
  if (!text?.de?.trim()) report('text-missing', at, 'The German text is missing')
}

const valuesOf = (field: Field): Scalar[] | null =>
  field.kind === 'yesNo'
    ? [true, false]
    : field.kind === 'choice' || field.kind === 'choices'
      ? field.options.map((option) => option.value)
      : null

const inPageOrder = (service: Service): Fields =>
  Object.fromEntries(
    service.pages
      .flatMap((page) => page.fields)
      .filter((name) => Object.hasOwn(service.fields, name))
      .map((name) => [name, service.fields[name]!]),
  )

const repeated = (names: readonly string[]) => new Set(names.filter((name, index) => names.indexOf(name) !== index))
