import { decrypt, keyIdOf } from '../../core/src/vault/cipher.ts'
import { masterKeyFile, openMasterKeys } from '../../core/src/vault/master-keys.ts'
import type { BareCase } from './bare-database.ts'

/** A data key as it lies in the database. */
export interface WrappedKey {
  id: string
  wrapped: string
  masterKeyId: string
}

/**
 * Opens the sealed names of cases, since a server without it would give another answer: keys are unwrapped once and kept
 * for ever, erased ones are not asked for.
 */
export async function openBareNames(dataFolder: string, find: (ids: string[]) => Promise<WrappedKey[]>) {
  const masters = await openMasterKeys(masterKeyFile(dataFolder), async () => false)
  const keys = new Map<string, Uint8Array>()

  async function load(ids: string[]): Promise<void> {
    for (const { id, wrapped, masterKeyId } of await find(ids)) {
      const { key } = await masters.find(masterKeyId)
      keys.set(id, decrypt(key, `core_data_key\0${id}\0wrapped`, Buffer.from(wrapped, 'base64'))!)
    }
  }

  return async function openNames(rows: BareCase[]): Promise<BareCase[]> {
    const names = rows.map(({ applicantName }) => Buffer.from(applicantName, 'base64url'))
    const ids = names.map((name) => keyIdOf(name)!)
    const unknown = ids.filter((id) => !keys.has(id))
    if (unknown.length > 0) await load(unknown)
    return rows.map((row, at) => {
      const place = `online_service_case\0${row.id}\0applicantName`
      const plain = decrypt(keys.get(ids[at]!)!, place, names[at]!)!
      return { ...row, applicantName: JSON.parse(plain.toString()) as string }
    })
  }
}
