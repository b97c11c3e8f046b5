import { newId } from '../base/id.ts'
import type { Database, EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { unawaited } from '../storage/unawaited.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import type { Grant } from './actor.ts'
import type { AuthTables } from './tables.ts'
import { assertUnitPath } from './unit.ts'

/** What each role of the deployment may do: role name → permissions. */
export type Roles = Readonly<Record<string, readonly string[]>>

/** What a role brings; `undefined` for one that the deployment does not know, also when its name means something to JavaScript. */
export const permissionsOf = (roles: Roles, role: string): readonly string[] | undefined =>
  Object.hasOwn(roles, role) ? roles[role] : undefined

export interface Assignment {
  role: string
  /** Path of the unit whose subtree the role covers; `''` for the whole portal. */
  unit: string
  /** First moment it counts; always if `null`. */
  validFrom: Date | null
  /** First moment it no longer counts; never if `null`. */
  validTo: Date | null
  /** Whom a deputy stands in for, or another reason. */
  note?: string | null
}

/** The grants that follow from assignments at this moment; roles the deployment does not know grant nothing. */
export function grantsAt(assignments: readonly Assignment[], roles: Roles, now: Date): Grant[] {
  return assignments
    .filter(({ validFrom, validTo }) => (validFrom === null || validFrom <= now) && (validTo === null || now < validTo))
    .flatMap(({ role, unit, validTo }) =>
      (permissionsOf(roles, role) ?? []).map((permission) => ({
        permission,
        unit,
        ...(validTo === null ? {} : { until: validTo }),
      })),
    )
}

/** Gives somebody a role within a subtree of units. */
export async function assignRole(
  em: EntityManager,
  accountId: string,
  assignment: Pick<Assignment, 'role' | 'unit'> & Partial<Assignment>,
): Promise<void> {
  await rowsOf<AuthTables>(em)
    .insertInto('core_role_assignment')
    .values({
      id: newId(),
      accountId,
      role: assignment.role,
      unit: assertUnitPath(assignment.unit),
      validFrom: assignment.validFrom ?? null,
      validTo: assignment.validTo ?? null,
      note: assignment.note ?? null,
    })
    .execute()
}

/**
 * Records the municipality's organisation units; those known already get the new name. Writes only what changed, so that a
 * portal that starts again need not wait for the disk.
 */
export async function saveUnits(database: Database, units: readonly { path: string; name: string }[]): Promise<void> {
  const known = await rowsOf<AuthTables>(database.em()).selectFrom('core_unit').selectAll().execute()
  const names = new Map(known.map(({ path, name }) => [path, name]))
  const changed = units.filter(({ path, name }) => names.get(assertUnitPath(path)) !== name)
  if (changed.length === 0) return
  await unitOfWork(database, async (em) => {
    for (const { path, name } of changed) {
      await unawaited(
        rowsOf<AuthTables>(em)
          .insertInto('core_unit')
          .values({ path, name })
          .onConflict((conflict) => conflict.column('path').doUpdateSet({ name })),
      ).execute()
    }
  })
}
