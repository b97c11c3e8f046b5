import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import formatsPlugin from 'ajv-formats'
import type { Static, TSchema } from './schema.ts'

let compiler: Ajv | undefined

// Made at its first use, which is after the start.
const compilerOfStored = (): Ajv => (compiler ??= formatsPlugin.default(new Ajv({ strict: false, allErrors: true })))

const compiled = new WeakMap<TSchema, ValidateFunction>()

/** Where a value differs from its schema, as the validator says it; empty when it fits. Nothing is changed or filled in. */
export function differences(schema: TSchema, value: unknown): ErrorObject[] {
  const validate = compiled.get(schema) ?? compilerOfStored().compile(schema)
  compiled.set(schema, validate)
  return validate(value) ? [] : (validate.errors ?? [])
}

export const fits = <S extends TSchema>(schema: S, value: unknown): value is Static<S> =>
  differences(schema, value).length === 0

/** The value as its schema types it; throws a TypeError for what was not written by this program. */
export function read<S extends TSchema>(schema: S, value: unknown): Static<S> {
  if (fits(schema, value)) return value
  throw new TypeError(
    `A stored value does not fit its schema: ${compilerOfStored().errorsText(differences(schema, value))}`,
  )
}
