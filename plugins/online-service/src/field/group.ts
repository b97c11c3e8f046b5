import { Type } from '@kreiswerk/core'
import type { Problem, TSchema } from '@kreiswerk/core'
import { holds } from '../service/condition.ts'
import type { Scope } from '../service/condition.ts'
import type { Answers, Field, Fields } from './field.ts'
import { problem } from './kind.ts'
import type { FieldContext, FieldKind } from './kind.ts'

/** The implementation of a field's kind; a service with an unknown kind is refused when the portal starts. */
export function kindOf(field: Field, { kinds }: Pick<FieldContext, 'kinds'>): FieldKind {
  const kind = kinds.get(field.kind)
  if (kind === undefined) throw new Error(`No plugin provides the field kind ${field.kind}`)
  return kind
}

const nothingAround: Scope = () => undefined

/** An answer that belongs to the record itself: names such as `constructor` find nothing. */
export const answerOf = (answers: Answers, name: string): unknown =>
  Object.hasOwn(answers, name) ? answers[name] : undefined

interface Asked {
  /** The fields that are asked, in order. */
  names: string[]
  answers: Answers
  /** Finds an answer here or around, for conditions further in. */
  scope: Scope
}

/**
 * The answers that count: those to questions that are asked, given the answers before them. Order matters: a condition
 * may look only at earlier fields, of the same row first and then around it.
 */
export function askedIn(fields: Fields, answers: Answers, around: Scope = nothingAround): Asked {
  const kept: Answers = {}
  const names: string[] = []
  const scope: Scope = (name) => (Object.hasOwn(fields, name) ? answerOf(kept, name) : around(name))
  for (const [name, field] of Object.entries(fields)) {
    if (field.when !== undefined && !holds(field.when, scope)) continue
    names.push(name)
    const answer = answerOf(answers, name)
    if (answer === undefined) continue
    kept[name] =
      field.kind === 'list' && Array.isArray(answer) ? answer.map((row) => prunedRow(field.fields, row, scope)) : answer
  }
  return { names, answers: kept, scope }
}

function prunedRow(fields: Fields, row: unknown, around: Scope): unknown {
  if (typeof row !== 'object' || row === null) return row
  return { ...('id' in row ? { id: row.id } : {}), ...askedIn(fields, row as Answers, around).answers }
}

/** Reads what was sent for these fields; what is not a field is dropped. */
export function readGroup(fields: Fields, sent: Answers, context: FieldContext): Answers {
  const read: Answers = {}
  for (const [name, field] of Object.entries(fields)) {
    const answer = kindOf(field, context).read(answerOf(sent, name), field, context)
    if (answer !== undefined) read[name] = answer
  }
  return read
}

/** What is wrong with the answers that count, field by field; `only` restricts it to some fields. */
export function checkGroup(fields: Fields, given: Answers, context: FieldContext, only?: readonly string[]): Problem[] {
  const { names, answers, scope } = askedIn(fields, given, context.around)
  const inside = { ...context, around: scope }
  return names.flatMap((name) => {
    if (only !== undefined && !only.includes(name)) return []
    const field = fields[name]!
    const answer = answerOf(answers, name)
    if (answer === undefined) return field.optional ? [] : [problem('required', undefined, `/${name}`)]
    const found = kindOf(field, context).check(answer, field, inside)
    return found.map((one) => ({ ...one, pointer: `/${name}${one.pointer}` }))
  })
}

/** What complete answers to these fields look like. */
export function schemaOfGroup(fields: Fields, context: FieldContext): Record<string, TSchema> {
  const members: Record<string, TSchema> = {}
  for (const [name, field] of Object.entries(fields)) {
    const schema = kindOf(field, context).schema(field, context)
    members[name] = field.optional || field.when !== undefined ? Type.Optional(schema) : schema
  }
  return members
}
