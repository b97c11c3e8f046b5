import { nameOf, pointerOf, valueIn } from './names.ts'
import type { Readable } from '../text.ts'

/** One thing that is wrong with what was submitted, at a JSON pointer into the values. */
export interface FieldProblem {
  pointer: string
  code: string
  params?: Record<string, unknown>
}

/** What a form shows: the values as they were submitted (nested, as decoded) and what is wrong with them. */
export interface FormState {
  values: Record<string, unknown>
  problems: readonly FieldProblem[]
  /** Put before every id, where two forms of one page have fields of the same name. */
  idPrefix?: string
}

/** A field that has been rendered: where a problem with it links to and what it is called. */
export interface RegisteredField {
  name: string
  /** The element to go to: the first control of the field, or its group. */
  id: string
  label: Readable
  kind: FieldKind
}

/** What people do with a field; decides how a missing answer is put into words. */
export type FieldKind = 'text' | 'number' | 'choice' | 'confirm' | 'date' | 'file' | 'list'

interface Registry {
  fields: RegisteredField[]
  multipart: boolean
}

const registries = new WeakMap<FormState, Registry>()
let current: FormState | undefined
let mandatory = true

/** Runs `render` to its end with this form: fields in it find their value and problem by name. */
export function withForm<T>(state: FormState, render: () => T): T {
  const before = current
  current = state
  registries.set(state, { fields: [], multipart: false })
  try {
    return render()
  } finally {
    current = before
  }
}

/** Runs `render` with fields that the browser must not insist on, because they may be hidden. */
export function withoutInsisting<T>(render: () => T): T {
  const before = mandatory
  mandatory = false
  try {
    return render()
  } finally {
    mandatory = before
  }
}

/** Whether fields carry the `required` attribute at the moment. */
export const insists = (): boolean => mandatory

/** The form that is being rendered, if any. */
export const currentForm = (): FormState | undefined => current

/** What was submitted under this name in the current form; `undefined` when nothing was. */
export const valueAt = (name: string): unknown => (current ? valueIn(current.values, name) : undefined)

/** The first problem of exactly this field in the current form. */
export function problemAt(name: string): FieldProblem | undefined {
  const pointer = pointerOf(name)
  return current?.problems.find((problem) => problem.pointer === pointer)
}

/** The first problem of this field or of a part of it (`birthday` also finds `/birthday/month`). */
export function problemWithin(name: string): FieldProblem | undefined {
  const pointer = pointerOf(name)
  return current?.problems.find((problem) => problem.pointer === pointer || problem.pointer.startsWith(pointer + '/'))
}

/** The id of the element that carries this name: `items[0][size]` → `field-items-0-size`. */
export const fieldId = (name: string): string =>
  `${current?.idPrefix ?? ''}field${pointerOf(name).replace(/[^\w-]/g, '-')}`

/** Remembers that a field was rendered, so that the error summary can name it and link to it. */
export function registerField(field: RegisteredField): void {
  if (current) registries.get(current)?.fields.push(field)
}

/** Remembers that the form sends a file and so must be `multipart/form-data`. */
export function registerFile(): void {
  const registry = current && registries.get(current)
  if (registry) registry.multipart = true
}

/** Whether the fields rendered with this state include a file. Ask after {@link withForm} has returned. */
export const needsMultipart = (state: FormState): boolean => registries.get(state)?.multipart ?? false

/** The rendered field a problem belongs to: the field itself, else the nearest group around it. */
export function fieldOf(state: FormState, problem: FieldProblem): RegisteredField | undefined {
  const fields = registries.get(state)?.fields ?? []
  let pointer = problem.pointer
  while (pointer !== '') {
    const name = nameOf(pointer)
    const found = fields.find((field) => pointerOf(field.name) === pointerOf(name))
    if (found) return found
    pointer = pointer.slice(0, pointer.lastIndexOf('/'))
  }
  return undefined
}
