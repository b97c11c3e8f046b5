import type { Database } from '../../storage/database.ts'
import { DataKeys } from '../../vault/data-keys.ts'
import type { VaultDb } from '../../vault/data-keys.ts'
import { errors } from '../../vault/errors.ts'
import { fixedMasterKeys, masterKeyFile, readKeys } from '../../vault/master-keys.ts'
import type { Finding } from './finding.ts'
import { ok, warning } from './finding.ts'

/**
 * Whether the master keys are there, for their owner only, and open what is in the database: one data key of each master
 * key that wraps any; and whether a rotation was finished. Throws the coded error that a start would throw, or the first
 * request for a person's data.
 */
export async function checkMasterKeys(database: Database, dataFolder: string): Promise<Finding> {
  const file = masterKeyFile(dataFolder)
  const keys = await readKeys(file)
  const db = database.em().getKysely() as unknown as VaultDb
  const wrapped = await oneOfEach(db)
  if (keys === null && wrapped.length === 0) return ok('keys', 'no master key yet, and nothing that needs one')
  if (keys === null) throw errors.masterKeyLost({ file })
  await new DataKeys(fixedMasterKeys(keys, file)).byId(db, wrapped)
  // A data key that another than the active one wraps has just been opened with it, so that one is in the file, too.
  if (keys.length > 1) {
    const found = `a rotation is not finished: ${file} holds ${keys.length} master keys`
    return warning('keys', found, 'Run "kreiswerk keys rotate --finish"')
  }
  return ok('keys', `the master key ${keys[0]!.id} opens the data keys`)
}

/** The id of one data key for each master key; the index finds the next master key however many data keys there are. */
async function oneOfEach(db: VaultDb): Promise<string[]> {
  const found: string[] = []
  let after: string | undefined
  for (;;) {
    let query = db.selectFrom('core_data_key').select(['id', 'master_key_id']).orderBy('master_key_id').limit(1)
    if (after !== undefined) query = query.where('master_key_id', '>', after)
    const next = await query.executeTakeFirst()
    if (next === undefined) return found
    found.push(next.id)
    after = next.master_key_id
  }
}
