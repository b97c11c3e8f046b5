import type { Office, Service, Variant } from '../office/office.ts'
import { cellsIn } from '../time/cell.ts'

/** What somebody wants an appointment for: services, each for so many persons, and how to meet. */
export interface Need {
  readonly items: readonly { readonly service: string; readonly persons: number }[]
  readonly variant: Variant
}

/** Minutes are summed before they are rounded, once, to whole cells. */
export function cellsFor(need: Need, services: ReadonlyMap<string, Service>): number {
  return cellsIn(need.items.reduce((sum, { service, persons }) => sum + services.get(service)!.minutes * persons, 0))
}

/** The groups of an office whose desks can do all of it. */
export const groupsFor = (need: Need, office: Office): Set<string> =>
  new Set(
    office.groups
      .filter(
        ({ services, variants }) =>
          variants.includes(need.variant) && need.items.every(({ service }) => services.includes(service)),
      )
      .map(({ id }) => id),
  )
