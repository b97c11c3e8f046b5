import { Type } from '../base/schema.ts'
import type { TSchema } from '../base/schema.ts'

/** The query of a list: the cursor that the page before gave, and how many rows (1 to 100). */
export const paged = () =>
  Type.Object({
    after: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  })

/** The reply of a list: rows, and the cursor of the next page or null. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
