import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'

/** What a permission is asked for. Leave it out to ask whether the actor holds the permission anywhere at all. */
export interface Resource {
  /** Path of the organisation unit the object belongs to, e.g. `aachen/fb32/`; `null` when it belongs to none. */
  unit?: string | null
  /** The account that may act on this object of its own without a grant; pass it only where that is meant. */
  ownerId?: string | null
  conditions?: Conditions
}

/** Rules on top of the grant; each can only take away. */
export interface Conditions {
  /** Four-eyes: whoever did the earlier step may not do this one. */
  notBy?: string | null
}

export type DecisionReason = 'system' | 'owner' | 'granted' | 'not-signed-in' | 'no-grant' | 'other-unit' | 'four-eyes'

export interface Decision {
  allowed: boolean
  reason: DecisionReason
}

/** Which organisation units a list may show: whole subtrees, named by their topmost paths. */
export type UnitFilter = { kind: 'all' } | { kind: 'none' } | { kind: 'units'; paths: string[] }

/** Whether `path` is `unit` or lies below it; `''` is the root above all units. */
export const isWithin = (path: string, unit: string): boolean => path.startsWith(unit)

/** The rule behind every permission: denied unless a grant covers the object's unit and no condition speaks against. */
export function decide(actor: Actor, permission: string, resource: Resource = {}): Decision {
  if (actor.kind === 'system') return { allowed: true, reason: 'system' }
  if (actor.accountId === null) return { allowed: false, reason: 'not-signed-in' }
  if (resource.conditions?.notBy === actor.accountId) return { allowed: false, reason: 'four-eyes' }
  if (resource.ownerId === actor.accountId) return { allowed: true, reason: 'owner' }
  const units = unitsOf(actor, permission)
  if (units.length === 0) return { allowed: false, reason: 'no-grant' }
  if (resource.unit === undefined) return { allowed: true, reason: 'granted' }
  const covered = units.some((unit) => (resource.unit === null ? unit === '' : isWithin(resource.unit ?? '', unit)))
  return covered ? { allowed: true, reason: 'granted' } : { allowed: false, reason: 'other-unit' }
}

/**
 * Until when the actor holds a permission over a unit: the latest end of the grants that cover it now, `null` for no end.
 * Whoever does not hold it has held it until the beginning of time.
 */
export function heldUntil(actor: Actor, permission: string, unit: string): Date | null {
  if (actor.kind === 'system') return null
  const covering = actor.grants.filter((grant) => grant.permission === permission && isWithin(unit, grant.unit))
  const ends = covering.map(({ until }) => until?.getTime() ?? Number.POSITIVE_INFINITY)
  const latest = Math.max(0, ...ends)
  return Number.isFinite(latest) ? new Date(latest) : null
}

/** The same rule for lists: which units' objects the actor may see. Objects without a unit need a grant at the root. */
export function filter(actor: Actor, permission: string): UnitFilter {
  if (actor.kind === 'system') return { kind: 'all' }
  if (actor.accountId === null) return { kind: 'none' }
  const units = unitsOf(actor, permission)
  if (units.includes('')) return { kind: 'all' }
  const topmost = units.filter((unit) => !units.some((other) => other !== unit && isWithin(unit, other)))
  const paths = [...new Set(topmost)].sort()
  return paths.length === 0 ? { kind: 'none' } : { kind: 'units', paths }
}

/**
 * The filter as a query condition on a column of unit paths. It is a range per subtree, so an index on the column
 * serves it; declare the column with `unitPath` to have the index in byte order on PostgreSQL as well.
 * @example
 * rowsOf<Tables>(em).selectFrom('report').where(withinUnits(filter('report.read'), 'unit'))
 */
export function withinUnits(allowed: UnitFilter, column: string): RawBuilder<SqlBool> {
  if (allowed.kind === 'all') return sql<SqlBool>`1 = 1`
  if (allowed.kind === 'none') return sql<SqlBool>`1 = 0`
  const path = sql`${sql.ref(column)} collate "binary"`
  const ranges = allowed.paths.map((unit) => sql`(${path} >= ${unit} and ${path} < ${afterSubtree(unit)})`)
  return sql<SqlBool>`(${sql.join(ranges, sql` or `)})`
}

const unitsOf = (actor: Actor, permission: string): string[] =>
  actor.kind === 'staff' ? actor.grants.filter((grant) => grant.permission === permission).map(({ unit }) => unit) : []

/** The first path that sorts after the whole subtree: `/` is followed by `0` in ASCII. */
const afterSubtree = (unit: string): string => `${unit.slice(0, -1)}0`
