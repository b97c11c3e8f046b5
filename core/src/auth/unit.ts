import { p } from '@mikro-orm/core'
import { type RawBuilder, sql } from 'kysely'
import { defineError } from '../base/error.ts'

const errors = {
  malformed: defineError(
    'auth.unit-malformed',
    500,
    'The unit path "{path}" is not made of segments like aachen/fb32/',
  ),
}

/**
 * The column type for unit paths in migrations: text that sorts by bytes on both engines, so that a subtree is one range
 * of an index. The collation `binary` is built into SQLite; on PostgreSQL the kernel's auth migration creates it.
 */
export const unitPath: RawBuilder<unknown> = sql`text collate "binary"`

/** The same for the entity's property; its collation is not compared, since SQLite reports a quoted one as none. */
export const unitProperty = () => p.string().collation('binary').ignoreSchemaChanges('collation')

/** Checks a unit path: `''` for the root, else lower-case segments, each closed by a slash, such as `aachen/fb32/`. */
export function assertUnitPath(path: string): string {
  if (!/^(?:[a-z0-9][a-z0-9-]*\/)*$/.test(path) || path.length > 255) throw errors.malformed({ path })
  return path
}
