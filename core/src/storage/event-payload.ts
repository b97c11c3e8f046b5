import type { Problem } from '../base/error.ts'
import { differences } from '../base/json-schema.ts'
import type { EventReference } from '../base/reference.ts'

/** Where a payload does not fit the schema of its event; empty when it does. */
export const payloadProblems = (event: EventReference, payload: unknown): Problem[] =>
  differences(event.schema, payload).map(({ instancePath, keyword }) => ({ pointer: instancePath, code: keyword }))
