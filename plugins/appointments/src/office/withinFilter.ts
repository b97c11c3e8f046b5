import type { UnitFilter } from '@kreiswerk/core'

/** Whether a unit is among those that a permission is held for. */
export const withinFilter = (allowed: UnitFilter, unit: string): boolean =>
  allowed.kind === 'all' || (allowed.kind === 'units' && allowed.paths.some((path) => unit.startsWith(path)))
