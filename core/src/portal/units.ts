import { saveUnits } from '../auth/grants.ts'
import type { Database } from '../storage/database.ts'
import type { Unit } from './deployment.ts'

/** The tree of units as a list, each with its path such as `aachen/fb32/`. */
export const flattenUnits = ({ id, name, units = [] }: Unit, above = ''): { path: string; name: string }[] => {
  const path = `${above}${id}/`
  return [{ path, name }, ...units.flatMap((unit) => flattenUnits(unit, path))]
}

/** Takes the organisation of the config into the database, so that lists and reports can name units. */
export const recordUnits = (database: Database, root: Unit): Promise<void> => saveUnits(database, flattenUnits(root))
