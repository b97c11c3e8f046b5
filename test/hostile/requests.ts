import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { BoundAction } from '../../core/src/action/runtime.ts'
import { readTable } from '../permissions/table.ts'
import type { Row } from '../permissions/table.ts'
import { slots } from '../town/slots.ts'
import type { Slot } from '../town/slots.ts'
import { cast } from '../town/people.ts'
import type { Who } from '../town/people.ts'
import { recipes } from '../town/recipes.ts'
import { damaged, fitting, hostile } from './values.ts'

interface Sending {
  who: Who
  action: string
  contentType: string
  /** Cuts the body off here, in parts of it; 1 leaves it whole. */
  cut: number
  idempotencyKey: string | undefined
  withToken: boolean
}

/** A right request for a thing in a slot, with one place of it taken by another value if told. */
export interface Cooked extends Sending {
  kind: 'cooked'
  slot: Slot
  /** Whether the table of permissions lets this person do it to this thing. */
  permitted: boolean
  damage: { part: 'params' | 'query' | 'body'; place: number; by: unknown } | null
}

/** A request made up from the schemas, before the ids of the town are filled in. */
export interface MadeUp extends Sending {
  kind: 'made-up'
  params: unknown
  query: unknown
  body: unknown
}

export type Attack = Cooked | MadeUp

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

const table = readTable('test/permissions/matrix.md')
const nobody: Row = {}

/** Citizen B is to the things in unit Y what citizen A is to the own ones. */
const isPermitted = (row: Row, who: Who, slot: Slot): boolean => {
  if (who !== 'citizenB' && who !== 'citizenC') return row[who]?.[slot] === 'yes'
  const mine = who === 'citizenB' ? 'elsewhere' : 'foreign'
  const same = new Set(slots.map((one) => row.citizenA?.[one])).size === 1
  return same ? row.citizenA?.own === 'yes' : slot === mine && row.citizenA?.own === 'yes'
}

interface Place {
  who: Who
  slot: Slot
}

const places: readonly Place[] = cast.flatMap((who) => slots.map((slot) => ({ who, slot })))

/** Who may do it to what, after the table. */
export function permittedPlaces(action: string): Place[] {
  const row = table.get(action) ?? nobody
  return places.filter(({ who, slot }) => isPermitted(row, who, slot))
}

/** Requests for an action: right ones, right ones with one wrong place, and made-up ones that fit its schemas, nearly, or not at all. */
export function attacksOn({ id, action }: BoundAction): Arbitrary<Attack> {
  const { params, query, body } = action.definition
  // Hashing a password takes a tenth of a second; most requests to such actions are refused before that.
  const slow = recipes[id]?.slow === true
  const cooked = fc
    .record({
      ...sending(id),
      kind: fc.constant('cooked' as const),
      place: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...permittedPlaces(id)) },
        { weight: 1, arbitrary: fc.constantFrom(...places) },
      ),
      damage: fc.oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.record({
            part: fc.constantFrom('params', 'query', 'body', 'body'),
            place: fc.nat(),
            by: hostile,
          }),
        },
      ),
    })
    .map(({ place: { who, slot }, ...rest }) => ({
      ...rest,
      who,
      slot,
      permitted: isPermitted(table.get(id) ?? nobody, who, slot),
    }))
  const madeUp = fc.record({
    ...sending(id),
    kind: fc.constant('made-up' as const),
    who: fc.constantFrom(...cast),
    contentType: fc.oneof(
      { weight: 8, arbitrary: fc.constant('application/json') },
      { weight: 2, arbitrary: fc.constantFrom(...contentTypes) },
    ),
    cut: fc.oneof(
      { weight: 19, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
    params: part(params, slow),
    query: part(query, slow),
    body: part(body, slow),
  })
  return fc.oneof({ weight: slow ? 1 : 7, arbitrary: cooked as Arbitrary<Attack> }, { weight: 3, arbitrary: madeUp })
}

const sending = (id: string) => ({
  action: fc.constant(id),
  contentType: fc.oneof(
    { weight: 5, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.constant('application/x-www-form-urlencoded') },
  ),
  cut: fc.constant(1),
  idempotencyKey: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('shared-key-0001', 'shared-key-0002', 'x', '\u00e4'.repeat(9)) },
  ),
  withToken: fc.integer({ min: 0, max: 29 }).map((dice) => dice > 0),
})

function part(schema: unknown, slow: boolean): Arbitrary<unknown> {
  const fits = fitting(schema ?? { type: 'object', properties: {} })
  return fc.oneof(
    { weight: slow ? 1 : 5, arbitrary: fits },
    { weight: 4, arbitrary: damaged(fits) },
    { weight: 1, arbitrary: hostile },
  )
}
