import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import formatsPlugin from 'ajv-formats'
import type { Problem } from '../base/error.ts'
import type { EventReference } from '../base/reference.ts'
import type { TSchema } from '../base/schema.ts'

const ajv = new Ajv({ strict: false, allErrors: true })
formatsPlugin.default(ajv)

const compiled = new WeakMap<TSchema, ValidateFunction>()

/** Where a payload does not fit the schema of its event; empty when it does. */
export function payloadProblems(event: EventReference, payload: unknown): Problem[] {
  const check = compiled.get(event.schema) ?? ajv.compile(event.schema)
  compiled.set(event.schema, check)
  check(payload)
  return (check.errors ?? []).map((error) => ({ pointer: error.instancePath, code: error.keyword }))
}
