import type { Problem, TSchema } from '@kreiswerk/core'
import type { Scope } from '../service/condition.ts'
import type { Field } from './field.ts'

/** What reading and checking answers needs to know besides the definition. */
export interface FieldContext {
  readonly kinds: FieldKinds
  /** The day of filling in where the authority is, `YYYY-MM-DD`. */
  readonly today: string
  /** Makes the id of a new row in a list. */
  readonly newRowId: () => string
  /** Answers around a row, for conditions in it. */
  readonly around?: Scope
}

/** How fields of one kind are read, checked, described and put into words. Pure; plugins may contribute further kinds. */
export interface FieldKind {
  readonly kind: string
  /** Turns what a form or a program sent into what is stored. `undefined`: not answered. Never throws; nonsense is left for `check`. */
  read(sent: unknown, field: Field, context: FieldContext): unknown
  /** What is wrong with an answer; pointers are relative to it. */
  check(value: unknown, field: Field, context: FieldContext): Problem[]
  /** What a checked answer looks like. */
  schema(field: Field, context: FieldContext): TSchema
  /** The answer as people read it, line by line. */
  words(value: unknown, field: Field, locale: string): string[]
}

export type FieldKinds = ReadonlyMap<string, FieldKind>

/** Types an implementation by its own field type; the kernel of the form only calls it with fields of that kind. */
export function fieldKind<F extends Field>(
  kind: F['kind'],
  implementation: {
    read(sent: unknown, field: F, context: FieldContext): unknown
    check(value: unknown, field: F, context: FieldContext): Problem[]
    schema(field: F, context: FieldContext): TSchema
    words(value: unknown, field: F, locale: string): string[]
  },
): FieldKind {
  return { kind, ...implementation } as FieldKind
}

/** A problem with the answer itself, or with a part of it. */
export const problem = (code: string, params?: Record<string, string | number>, pointer = ''): Problem => ({
  pointer,
  code,
  ...(params === undefined ? {} : { params }),
})
