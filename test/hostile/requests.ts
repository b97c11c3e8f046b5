import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { BoundAction } from '../../core/src/action/runtime.ts'
import { cast } from './town.ts'
import type { Who } from './town.ts'
import { damaged, fitting, hostile } from './values.ts'

/** A request before the ids of the town are filled in. */
export interface Attack {
  who: Who
  action: string
  params: unknown
  query: unknown
  body: unknown
  contentType: string
  /** Cuts the body off here, in parts of it; 1 leaves it whole. */
  cut: number
  idempotencyKey: string | undefined
  withToken: boolean
}

const contentTypes = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=grenze',
  'multipart/form-data',
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  '',
  'nonsense',
] as const

/** Requests for an action: some fit its schemas, some nearly, some not at all. */
export function attacksOn({ id, action }: BoundAction): Arbitrary<Attack> {
  const { params, query, body } = action.definition
  const slow = /logIn|register|setUp|code/i.test(id)
  return fc.record({
    who: fc.constantFrom(...cast),
    action: fc.constant(id),
    params: part(params, slow),
    query: part(query, slow),
    body: part(body, slow),
    contentType: fc.oneof(
      { weight: 8, arbitrary: fc.constant('application/json') },
      { weight: 2, arbitrary: fc.constantFrom(...contentTypes) },
    ),
    cut: fc.oneof(
      { weight: 19, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
    idempotencyKey: fc.option(fc.constantFrom('shared-key-0001', 'shared-key-0002', 'x', '\u00e4'.repeat(9)), {
      freq: 8,
      nil: undefined,
    }),
    withToken: fc.integer({ min: 0, max: 19 }).map((dice) => dice > 0),
  })
}

// Hashing a password takes a tenth of a second; most requests to such actions are refused before that.
function part(schema: unknown, slow: boolean): Arbitrary<unknown> {
  const fits = fitting(schema ?? { type: 'object', properties: {} })
  return fc.oneof(
    { weight: slow ? 1 : 5, arbitrary: fits },
    { weight: 4, arbitrary: damaged(fits) },
    { weight: 1, arbitrary: hostile },
  )
}
