import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'
import type { Service } from '../office/office.ts'
import { errors } from '../slot/errors.ts'
import type { Need } from '../slot/need.ts'

export const Variants = Type.Union([Type.Literal('counter'), Type.Literal('phone'), Type.Literal('video')])

/** Services and persons, as actions take them. */
export const NeedInput = {
  items: Type.Array(
    Type.Object({
      service: Type.String({ maxLength: 100 }),
      persons: Type.Integer({ minimum: 1, maximum: 20, default: 1 }),
    }),
    { minItems: 1, maxItems: 10 },
  ),
  variant: Variants,
}

const Input = Type.Object(NeedInput)

/** Checks that what is wanted can be had at all; throws what keeps it from that. */
export function assertNeed(need: Static<typeof Input>, services: ReadonlyMap<string, Service>): Need {
  for (const { service: id, persons } of need.items) {
    const service = services.get(id)
    if (service === undefined || !service.variants.includes(need.variant)) throw errors.unknownService({ service: id })
    if (persons > service.persons) throw errors.tooManyPersons({ persons: service.persons, service: id })
  }
  return need
}
